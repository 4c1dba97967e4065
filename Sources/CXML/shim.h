#pragma once
// Debian's libxml2 shows ICU's types in its headers, and they clash with those of Foundation's own ICU. AURA uses
// none of them, so they are left out: only opaque structures that nothing here looks into have them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <libxml/parser.h>
