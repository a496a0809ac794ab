# Molar's commands. make alone lists them.

GO ?= go

.DEFAULT_GOAL := help
.PHONY: help setup run test check unchanged format bench golden db generate clean bin/molar

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what the machine lacks: PostgreSQL, pgvector, Chromium, fonts
	@scripts/setup

run: setup bin/molar ## talk to the agent of a demo clinic in the terminal
	@exec bin/molar chat

test: setup ## run every test, the golden conversations and the browser tests
	$(GO) test ./...

check: setup unchanged format ## run everything a change must pass: generate, gofmt, vet, staticcheck, race
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) test -race ./...

bench: setup bin/molar ## run the benchmarks of docs/benchmarks.md
	@exec bin/molar bench

golden: setup bin/molar ## run the golden conversations
	@exec bin/molar eval run evals/suites

db: setup ## open psql on the database
	@$(GO) run ./server/pgdev/pgshell

generate: ## make the generated files anew
	$(GO) generate ./...

clean: ## remove what was built, and the tests' database server
	rm -rf bin "$${TMPDIR:-/tmp}/molar-test-$$(id -u)"

bin/molar:
	@$(GO) build -o $@ ./cmd/molar

# unchanged fails when generating anew changes a file; edits that are not
# committed yet are no failure.
unchanged:
	@before=$$(git status --porcelain; git diff); \
	$(MAKE) --no-print-directory generate; \
	after=$$(git status --porcelain; git diff); \
	[ "$$before" = "$$after" ] || { echo "make generate changed files; commit them:"; git status --short; exit 1; }

format:
	@files=$$(gofmt -l .); [ -z "$$files" ] || { echo "gofmt these files:"; echo "$$files"; exit 1; }
