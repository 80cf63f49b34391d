# Each target installs what it needs on a fresh Debian 12 or Ubuntu 24.04; setup/install.sh asks before apt-get.
.PHONY: setup demo run test check soak bench lock
.DEFAULT_GOAL := setup
BIN := .venv/bin

setup:
	@setup/install.sh run

demo: setup
	@$(BIN)/python -m gateway.demo $(ARGS)

run: setup
	@$(BIN)/gateway run $(ARGS)

check:
	@setup/install.sh test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/hadolint Dockerfile

test: check
	$(BIN)/pytest -n 2 --dist loadgroup -m "not soak" $(ARGS)

soak:
	@setup/install.sh test
	$(BIN)/pytest -m soak --timeout 7200 $(ARGS)

bench: setup
	@for file in benchmarks/[a-z]*.py; do echo "== $$file"; $(BIN)/python $$file; done

# uv resolves for every Python we support at once and writes no index address.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock:
	$(LOCK) --extra postgres pyproject.toml setup/build.in --output-file requirements.lock
	$(LOCK) --all-extras pyproject.toml setup/build.in -c requirements.lock --output-file requirements-test.lock
