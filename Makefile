# The front door. Every target is one line; the work is in scripts/. See CONTRIBUTING.md.
.PHONY: setup build run dev test bench package clean sanitize fuzz tidy screenshots

build:    ; @scripts/setup && scripts/build-preset release
setup:    ; @scripts/setup
run:      ; @scripts/run
dev:      ; @scripts/dev
test:     ; @scripts/test
bench:    ; @scripts/setup && scripts/build-preset release && bench/run
package:  ; @scripts/package
clean:    ; rm -rf build ui/dist
sanitize: ; @scripts/sanitize
fuzz:     ; @scripts/fuzz
tidy:     ; @scripts/tidy
screenshots: ; @scripts/screenshots
