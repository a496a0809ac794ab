package molar_test

import (
	"fmt"

	"github.com/molarhq/molar"
)

func ExampleDoctor_Title() {
	fmt.Println(molar.Doctor{Name: "张三", DisplayName: "张三博士"}.Title())
	fmt.Println(molar.Doctor{Name: "李四"}.Title())
	// Output:
	// 张三博士
	// 李四医生
}

func ExampleProject_Title() {
	filling := molar.Project{Name: "树脂充填", DisplayName: "补牙", Minutes: 60}
	fmt.Println(filling.Title(), filling.Duration())
	fmt.Println(molar.Project{Name: "洗牙"}.Title())
	// Output:
	// 补牙 1h0m0s
	// 洗牙
}
