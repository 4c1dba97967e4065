#pragma once
#include <stdint.h>

/* ICU behind one function, so that no header of ICU is seen by Swift: Foundation brings an ICU of its own, and the two
   must not meet in one module. */

/* toNFKC_Casefold of UTF-16 text. Gives the length of the result, which may be more than `capacity`: then nothing was
   written, and a second call with that capacity will do. -1 if ICU has no such data or no memory. */
int32_t aura_nfkc_casefold(const uint16_t *source, int32_t length, uint16_t *destination, int32_t capacity);
