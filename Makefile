# cr: trade credit tools. GNU make. User flags are appended, never lost:
#   make CFLAGS=-g    make CC=clang BUILD=build/clang    make install PREFIX=/opt/cr
.DELETE_ON_ERROR:
.SECONDARY:
.DEFAULT_GOAL = all

VERSION = 0.1.0
BUILD = build
PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
DATADIR = $(PREFIX)/share/cr
MANDIR = $(PREFIX)/share/man
LOCALEDIR = $(PREFIX)/share/locale
COMPLETIONDIR = $(PREFIX)/share/bash-completion/completions

# The libraries, each behind one door (tests/cli/source.t); README says why.
PKGS = sqlite3 libxml-2.0 libcrypto libcurl jansson libarchive libconfuse \
       smartcols pangocairo cairo-pdf libqrencode
# A program is bound to those that it uses, which has it start sooner.
PKG_LIBS := -Wl,--as-needed $(shell pkg-config --libs $(PKGS)) -lcsv -lxlsxwriter -lm
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS))

WARN = -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes \
       -Wcast-qual -Wvla -Wformat=2 -Wpointer-arith -Wundef
CFLAGS = -O2 -g
comma = ,
# make V=1 shows the commands
Q = $(if $(V),,@)
say = $(if $(V),,@echo "  $(1) $(2)")

ALL_CFLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -Iinclude -I$(BUILD)/gen \
       $(WARN) $(if $(WERROR),-Werror) $(SAN) $(PKG_CFLAGS) \
       -DCR_VERSION='"$(VERSION)"' -DCR_DATADIR='"$(DATADIR)"' \
       -DCR_LOCALEDIR='"$(LOCALEDIR)"' $(CFLAGS)

TOOLS = $(patsubst cmd/%.c,$(BUILD)/bin/%,$(wildcard cmd/cr-*.c)) \
       $(BUILD)/bin/cr
LIB_SRC = $(wildcard lib/base/*.c lib/type/*.c lib/io/*.c lib/format/*.c \
       lib/store/*.c lib/core/*.c)
LIB_OBJ = $(LIB_SRC:%.c=$(BUILD)/%.o) $(BUILD)/gen/schema.o
LIB = $(BUILD)/libcr.a
CMD_OBJ = $(patsubst %.c,$(BUILD)/%.o,$(wildcard cmd/tool*.c))
UNIT = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))
FUZZ = $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/*.c))
DRIVE = $(patsubst tests/drive/%.c,$(BUILD)/drive/%,$(wildcard tests/drive/*.c))
BENCH_BIN = $(patsubst scripts/bench.d/%.c,$(BUILD)/bench/%,\
       $(wildcard scripts/bench.d/*.c))
MO = $(patsubst lib/po/%.po,$(BUILD)/locale/%/LC_MESSAGES/cr.mo,\
       $(wildcard lib/po/*.po))
MAN = $(wildcard man/*.1 man/*.5 man/*.7)

all: $(LIB) $(TOOLS) $(MO)

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/gen/schema.c: $(wildcard lib/store/schema/*.sql) scripts/embed
	@mkdir -p $(@D)
	./scripts/embed lib/store/schema/*.sql >$@

$(BUILD)/gen/schema.o: $(BUILD)/gen/schema.c
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(LIB): $(LIB_OBJ)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $(LIB_OBJ)

$(BUILD)/bin/cr: cmd/cr
	@mkdir -p $(@D)
	sed -e 's|@BINDIR@|$(BINDIR)|' -e 's|@VERSION@|$(VERSION)|' $< >$@
	chmod +x $@

$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(CMD_OBJ) $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(shell pkg-config --libs check) \
	    $(PKG_LIBS)

# Replays the corpus; with FUZZER=1 and clang it is a libFuzzer target.
$(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%.o $(if $(FUZZER),,$(BUILD)/tests/fuzz/replay/replay.o) $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(if $(FUZZER),-fsanitize=fuzzer) $(LDFLAGS) -o $@ $^ \
	    $(PKG_LIBS)

# What shell tests drive the library with, where no tool does.
$(BUILD)/drive/%: $(BUILD)/tests/drive/%.o $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

# Floors and helpers of make bench.
$(BUILD)/bench/%: scripts/bench.d/%.c $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(PKG_LIBS)

# What it was asked to draw, it tells.
$(BUILD)/bench/pdf-floor: LDFLAGS += $(patsubst %,-Wl$(comma)--wrap=cr_pdf_%,\
       page line break broken rule fill squares)

$(BUILD)/locale/%/LC_MESSAGES/cr.mo: lib/po/%.po
	@mkdir -p $(@D)
	msgfmt -o $@ $<

# Tests: unit programs and shell scripts both speak TAP.
JOBS ?= 2
check: all $(UNIT) $(FUZZ) $(DRIVE) $(BENCH_BIN)
	BUILD=$(abspath $(BUILD)) CK_TAP_LOG_FILE_NAME=- CK_VERBOSITY=silent \
	    PERL5LIB=scripts prove -j$(JOBS) --formatter Tally --timer $(PROVEFLAGS) --exec ./scripts/run-test \
	    $(UNIT) tests/cli/*.t

check-san:
	$(MAKE) check BUILD=$(BUILD)/san WERROR=1 CFLAGS='-O1 -g' \
	    SAN='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'

# cr-send killed 1,000 times; in check it is 30.
SOAK_RUNS = 1000
soak: all
	BUILD=$(abspath $(BUILD)) SOAK_RUNS=$(SOAK_RUNS) \
	    ./scripts/run-test tests/cli/soak.t

# The parts of the manual that stand elsewhere too.
pages: all
	BUILD=$(BUILD) ./scripts/pages

lint:
	./scripts/lint

# make bench BENCH="import age"
bench: all $(BENCH_BIN)
	BUILD=$(abspath $(BUILD)) ./scripts/bench $(BENCH)

# make fuzz FUZZ_SECONDS=1800 FUZZ_ONLY="csv conf"
FUZZ_SECONDS = 60
fuzz:
	$(MAKE) CC=clang BUILD=$(BUILD)/fuzzer FUZZER=1 CFLAGS='-O1 -g' \
	    SAN='-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all' fuzzers
	FUZZ_SECONDS=$(FUZZ_SECONDS) ./scripts/fuzz $(BUILD)/fuzzer $(FUZZ_ONLY)

fuzzers: $(FUZZ)

install: all
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(DATADIR)
	install $(TOOLS) $(DESTDIR)$(BINDIR)
	cd lib/share && find . -type f -exec install -D -m 644 {} \
	    $(DESTDIR)$(DATADIR)/{} \;
	for m in $(MAN); do install -D -m 644 $$m \
	    $(DESTDIR)$(MANDIR)/man$${m##*.}/$${m##*/} || exit; done
	for m in $(MO:$(BUILD)/locale/%=%); do install -D -m 644 \
	    $(BUILD)/locale/$$m $(DESTDIR)$(LOCALEDIR)/$$m || exit; done
	install -D -m 644 scripts/completion.bash $(DESTDIR)$(COMPLETIONDIR)/cr
	for t in $(filter cr-%,$(notdir $(TOOLS))); do \
	    ln -sf cr $(DESTDIR)$(COMPLETIONDIR)/$$t || exit; done

uninstall:
	rm -f $(addprefix $(DESTDIR)$(BINDIR)/,$(notdir $(TOOLS)))
	rm -f $(addprefix $(DESTDIR)$(COMPLETIONDIR)/,$(notdir $(TOOLS)))
	rm -f $(foreach m,$(MAN),$(DESTDIR)$(MANDIR)/man$(patsubst \
	    .%,%,$(suffix $m))/$(notdir $m))
	rm -f $(MO:$(BUILD)/locale/%=$(DESTDIR)$(LOCALEDIR)/%)
	rm -rf $(DESTDIR)$(DATADIR)

dist:
	git archive --prefix=cr-$(VERSION)/ -o cr-$(VERSION).tar.gz HEAD

clean:
	rm -rf $(BUILD)

.PHONY: all pages check check-san soak lint bench fuzz fuzzers install uninstall dist clean

-include $(LIB_OBJ:.o=.d) $(wildcard $(BUILD)/cmd/*.d $(BUILD)/tests/*/*.d)
