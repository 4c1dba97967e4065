#pragma once
#include <unicode/unorm2.h>

/* ICU's symbols carry its version, so Swift reaches them through these two. */
static inline const UNormalizer2 *aura_nfkc_casefold(UErrorCode *status) {
    return unorm2_getNFKCCasefoldInstance(status);
}
static inline int32_t aura_normalize(
    const UNormalizer2 *normalizer, const UChar *source, int32_t length,
    UChar *destination, int32_t capacity, UErrorCode *status) {
    return unorm2_normalize(normalizer, source, length, destination, capacity, status);
}
