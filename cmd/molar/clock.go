package main

import "time"

// clock is the program's one clock: commands that have no virtual clock of a
// fixture live by it.
var clock = time.Now
