/*
 * What the tables of good and bad input share: writing their rows as a fuzzer's corpus, and trying each row
 * cut and with characters replaced.
 */
#ifndef XS_FUZZ_TABLE_H
#define XS_FUZZ_TABLE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void write_row(const char *folder, size_t i, const char *s, size_t n)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/row_%03zu", folder, i);
	f = fopen(path, "wb");
	if (!f || fwrite(s, 1, n, f) != n || fclose(f) != 0) {
		perror(path);
		exit(1);
	}
}

/* Every prefix, and characters replaced, the same every time. How many there were. n is at most 64. */
static inline size_t try_mutations(const char *row, size_t n, const char *likely,
	void (*check)(const char *s, size_t n))
{
	static unsigned random = 1;
	char s[64];

	for (size_t i = 0; i < n; i++) {
		check(row, i);
	}
	for (unsigned round = 0; round < 500 && n; round++) {
		memcpy(s, row, n);
		for (unsigned change = 0; change <= round % 3; change++) {
			random = random * 1664525 + 1013904223;
			s[(random >> 8) % n] = likely[(random >> 16) % strlen(likely)];
		}
		check(s, n);
	}
	return n + (n ? 500 : 0);
}

#endif
