# Everything a person does with this clone. `make run` and `make test` set up all they need by themselves.

PYTHON_IN_VENV := .venv/bin/python
SERVICES := $(PYTHON_IN_VENV) -m embedded
# A program with the tests' servers in its environment.
WITH_SERVICES := $(SERVICES) do
OPENAPI := docs/openapi.yaml

.DEFAULT_GOAL := help
.PHONY: help setup run stop reset backup rehearse restore test lint format call exam attack drill bench eval-understanding eval-knowledge openapi translations lock screenshots

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name text; do \
		printf '  make %-20s %s\n' "$$name" "$$text"; done

setup: ## Install the packages into .venv and make the encoder (only what changed)
	@sh deploy/setup.sh run

run: ## Start everything and print addresses and logins; Ctrl-C stops it. KAFKA=1 adds a broker
	@sh deploy/setup.sh run && exec $(SERVICES) run

stop: ## Stop what `make run` started
	@if [ -x $(PYTHON_IN_VENV) ]; then $(SERVICES) stop; else echo "Nothing is running."; fi

reset: ## Stop and delete all data (asks; FORCE=1 does not)
	@$(SERVICES) reset $(if $(filter 1 yes true,$(FORCE)),--force)

backup: ## Write all data into one file under var/backups, also while it runs. FILE=path; BUSINESS=name; BASE=1
	@$(SERVICES) backup $(if $(BUSINESS),--business "$(BUSINESS)",$(if $(BASE),--base)) $(if $(FILE),"$(FILE)")

rehearse: ## Restore the newest backup beside the database, look into it and remove it again, also while it runs
	@$(SERVICES) rehearse $(if $(FILE),"$(FILE)")

restore: ## Put a backup's data in place (stopped; asks; FORCE=1 does not): FILE=path or AT="2026-11-29 17:05". AS=name: of one business
	@test -n "$(FILE)$(AT)" || (echo "Say which backup: make restore FILE=var/backups/… or AT=…" && false)
	@$(SERVICES) restore $(if $(AT),--at "$(AT)","$(FILE)") $(if $(AS),--as "$(AS)" $(if $(CONFIRM),--confirm "$(CONFIRM)") \
		$(if $(filter 1 yes true,$(SUSPENDED)),--suspended)) $(if $(filter 1 yes true,$(FORCE)),--force)

test: ## Lint, types, import rules, then all tests with a browser. PYTEST_ARGS="-k hold" narrows them; DATE=2027-03-28 moves the clock
	@sh deploy/setup.sh test
	@$(WITH_SERVICES) $(MAKE) --no-print-directory check pytest

lint: ## Lint, types, import rules, migrations and the API's schema
	@sh deploy/setup.sh test
	@$(WITH_SERVICES) $(MAKE) --no-print-directory check

.PHONY: check pytest
check:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/mypy .
	$(PYTHON_IN_VENV) manage.py makemigrations --check --dry-run
	$(PYTHON_IN_VENV) manage.py spectacular --validate --fail-on-warn --file var/test/openapi.yaml
	diff -u $(OPENAPI) var/test/openapi.yaml || (echo "The API changed: make openapi, and commit $(OPENAPI)." && false)

# Three on two cores: many tests wait for somebody else.
pytest:
	$(if $(DATE),$(PYTHON_IN_VENV) -m tests.moved "$(DATE)") $(PYTHON_IN_VENV) -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

format: ## Format the code
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

openapi: ## Write the API's schema into docs
	$(WITH_SERVICES) $(PYTHON_IN_VENV) manage.py spectacular --validate --fail-on-warn --file $(OPENAPI)

translations: ## Bring locale/ up to date with the code and compile it; lists what is still to translate
	@sh deploy/setup.sh test
	@$(PYTHON_IN_VENV) -m config.translations

exam: ## Scripted customers talk to the product. EXAM_ARGS="--only 'bella fr' --transcripts var/exam" narrows it
	@sh deploy/setup.sh test
	@$(PYTHON_IN_VENV) -m tests.exam $(EXAM_ARGS)

attack: ## Attack a product of its own: cases from the API's schema, tries by hand. ATTACK_ARGS="--cases 10000 --only jwt"
	@sh deploy/setup.sh test
	@$(PYTHON_IN_VENV) -m tests.attack $(ATTACK_ARGS)

drill: ## Kill every process again and again while customers book, then count. DRILL_ARGS="--minutes 5 --kills 200"
	@sh deploy/setup.sh test
	@$(PYTHON_IN_VENV) -m tests.drill $(DRILL_ARGS)

call: ## Talk to a running business by text as a telephone would: make call BUSINESS=marios
	@$(PYTHON_IN_VENV) manage.py call $(or $(BUSINESS),marios) $(CALL_ARGS)

bench: ## Measure, print one table and write var/bench.json
	@sh deploy/setup.sh test
	@$(WITH_SERVICES) $(PYTHON_IN_VENV) -m tests.bench $(BENCH_ARGS)

eval-understanding: ## Score understanding on labelled data: make eval-understanding DATA=path
	@sh deploy/setup.sh run
	@test -n "$(DATA)" || (echo "Say which data: make eval-understanding DATA=path/to/data" && false)
	@$(PYTHON_IN_VENV) -m evaluation "$(DATA)"

eval-knowledge: ## Score how passages are found; without DATA=path on three public sets made from what is installed
	@sh deploy/setup.sh test
	@$(WITH_SERVICES) sh -c '$(PYTHON_IN_VENV) manage.py prepare >/dev/null && $(PYTHON_IN_VENV) -m evaluation.knowledge $(if $(DATA),"$(DATA)")'

screenshots: ## Take the pictures of the README from a running product
	@$(PYTHON_IN_VENV) -m tests.browser.screenshots

sbom: ## Print the bill of materials of what is installed to run, as CycloneDX
	@$(PYTHON_IN_VENV) -m config.bill_of_materials

lock: ## Lock requirements/*.in with hashes
	@sh deploy/setup.sh run
	@sh deploy/lock.sh
