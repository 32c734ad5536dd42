# Rules that are compiled in, examples, the .pc file. SPDX-License-Identifier: LGPL-2.1-or-later

# No list of files to keep: what lies here is compiled in, as /certplan/<path below data/>.
resource_files = $(shell cd '$(srcdir)/data' && \
  find schemes calendars assumptions *.csv *.css -type f 2>/dev/null | LC_ALL=C sort)
resource_paths = $(addprefix $(srcdir)/data/,$(resource_files))

# Made anew each time and moved only if it differs, so that a file taken away counts too.
data/certplan.gresource.xml: resource-list
	@$(MKDIR_P) data
	@{ echo '<?xml version="1.0" encoding="UTF-8"?>'; \
	  echo '<!-- Made by data/local.mk from the files below data/. -->'; \
	  echo '<gresources><gresource prefix="/certplan">'; \
	  for file in $(resource_files); do echo "<file>$$file</file>"; done; \
	  echo '</gresource></gresources>'; } > $@.new
	@if cmp -s $@.new $@; then rm -f $@.new; else mv $@.new $@; fi
.PHONY: resource-list
resource-list:

# Registers itself: with --manual-register its getter would give NULL.
data/certplan-resources.c: data/certplan.gresource.xml $(resource_paths)
	$(AM_V_GEN)$(GLIB_COMPILE_RESOURCES) --sourcedir='$(srcdir)/data' --target=$@ \
	  --generate-source --internal --c-name _certplan data/certplan.gresource.xml

BUILT_SOURCES += data/certplan-resources.c
CLEANFILES += data/certplan-resources.c data/certplan.gresource.xml data/certplan.gresource.xml.new

pkgconfigdir = $(libdir)/pkgconfig
nodist_pkgconfig_DATA = data/certplan.pc

EXTRA_DIST += $(addprefix data/,$(resource_files))
EXTRA_DIST += $(patsubst $(srcdir)/%,%,$(shell find '$(srcdir)/data/examples' -type f 2>/dev/null \
  | LC_ALL=C sort))

# The API reference, from the GIR and so from the headers' comments: data/reference/certplan-1/index.html.
EXTRA_DIST += data/reference/certplan.toml.in data/reference/pages.py
if HAVE_INTROSPECTION
reference_gir = lib/Certplan-1.gir
endif
.PHONY: docs
docs: $(reference_gir)
	@test -n '$(reference_gir)' || { echo 'docs: configure with --enable-introspection' >&2; exit 1; }
	@test -n '$(GI_DOCGEN)' || { echo 'gi-docgen is missing (Debian: gi-docgen)' >&2; exit 1; }
	$(MKDIR_P) data/reference/certplan-1
	$(PYTHON3) -B '$(srcdir)/data/reference/pages.py' '$(srcdir)' data/reference
	sed 's/[@]VERSION@/$(VERSION)/' '$(srcdir)/data/reference/certplan.toml.in' > data/reference/certplan.toml
	$(GI_DOCGEN) generate --quiet --fatal-warnings --no-namespace-dir --config data/reference/certplan.toml \
	  --content-dir data/reference --output-dir data/reference/certplan-1 $(reference_gir)
	$(PYTHON3) -B '$(srcdir)/data/reference/pages.py' --front data/reference/certplan-1

# Not part of make install, as it needs gi-docgen.
referencedir = $(docdir)/reference
.PHONY: install-docs uninstall-docs
install-docs: docs
	$(MKDIR_P) '$(DESTDIR)$(referencedir)'
	cp -R data/reference/certplan-1/. '$(DESTDIR)$(referencedir)'
uninstall-docs:
	rm -rf '$(DESTDIR)$(referencedir)'

CLEANFILES += data/reference/certplan.toml data/reference/start.md data/reference/rooms.md
.PHONY: clean-docs
clean-docs:
	rm -rf data/reference/certplan-1
clean-local: clean-docs

# Debian packages out of the tarball, in deb/, looked at by lintian. DEB_BUILD_OPTIONS=nocheck leaves the
# tests out; DEB_FLAGS are for dpkg-buildpackage, as -b or -d. No version is released yet, so each symbol is of this one:
# with the next, data/debian/libcertplan0.symbols is a file to keep, and dpkg-gensymbols says what is new.
EXTRA_DIST += $(patsubst $(srcdir)/%,%,$(shell find '$(srcdir)/data/debian' -type f 2>/dev/null | LC_ALL=C sort))
deb_tree = deb/$(distdir)
.PHONY: deb
deb: dist
	@command -v dpkg-buildpackage lintian dh >/dev/null || { echo 'deb: as root, run:' \
	  'apt-get install -y dpkg-dev debhelper lintian gi-docgen' >&2; exit 1; }
	rm -rf deb
	$(MKDIR_P) deb
	mv $(distdir).tar.xz deb/$(PACKAGE)_$(VERSION).orig.tar.xz
	cd deb && tar -xf $(PACKAGE)_$(VERSION).orig.tar.xz
	cp -R $(deb_tree)/data/debian $(deb_tree)/debian
	{ echo 'libcertplan.so.0 libcertplan0 #MINVER#'; echo '* Build-Depends-Package: libcertplan-dev'; \
	  sed 's/.*/ &@Base $(VERSION)/' $(deb_tree)/lib/libcertplan.sym; } > $(deb_tree)/debian/libcertplan0.symbols
	cd $(deb_tree) && dpkg-buildpackage -us -uc $(DEB_FLAGS)
	cd deb && lintian --fail-on error,warning *.changes

# After new messages: lists the files that have any, and asks zh_CN.po for what is missing.
.PHONY: update-messages
update-messages:
	cd '$(srcdir)' && grep -rlE '(^|[^A-Za-z_])N?_ ?\(("|$$)' lib tools --include='*.c' \
	  | LC_ALL=C sort > data/po/POTFILES.in
	./config.status data/po/Makefile.in po-directories
	cd data/po && rm -f certplan.pot && $(MAKE) certplan.pot-update update-po
