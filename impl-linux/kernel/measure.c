// SPDX-License-Identifier: GPL-2.0
/*
 * Measures what setting knobs of many cgroups costs a C program, by files and through the module.
 *   measure files|reading|batch SCOPE CHANGES
 * files opens, writes and closes each file; reading reads the old value first, as the module does, too;
 * batch has the module make so many changes at a time.
 *
 * The groups are set in parts, of as many as one batch has, at least one. Each part's best of some
 * passes counts, and the sum is printed, so that what else the machine does is left out as far as can be.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "foreshape.h"

#define PASSES 25
#define MOST_GROUPS 4096

static const char *const files[] = {
	"cpu.max", "cpu.weight", "memory.high", "memory.low", "memory.max", "memory.min",
};
#define FILES (sizeof(files) / sizeof(*files))

/* Two values for each, so that each pass changes all of them. */
static const char *const values[2][FILES] = {
	{ "50000 100000", "200", "1073741824", "4096", "2147483648", "4096" },
	{ "60000 100000", "300", "1073745920", "8192", "2147487744", "8192" },
};

struct group {
	char name[256];
	__u64 inode;
};

static struct group groups[MOST_GROUPS];
static int count;
static const char *scope;
static __u64 scope_inode;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void find_groups(void)
{
	DIR *directory = opendir(scope);
	struct dirent *entry;
	struct stat own;

	if (!directory || stat(scope, &own))
		die(scope);
	scope_inode = own.st_ino;
	while ((entry = readdir(directory)) && count < MOST_GROUPS) {
		if (entry->d_type != DT_DIR || entry->d_name[0] == '.')
			continue;
		strcpy(groups[count].name, entry->d_name);
		groups[count++].inode = entry->d_ino;
	}
	closedir(directory);
}

static void by_files(int pass, int from, int to, int is_reading)
{
	char path[4096], old[4096];
	int g, f;

	for (g = from; g < to; g++) {
		for (f = 0; f < (int)FILES; f++) {
			const char *value = values[pass & 1][f];
			int file;

			snprintf(path, sizeof(path), "%.256s/%s/%s", scope, groups[g].name, files[f]);
			file = open(path, is_reading ? O_RDWR : O_WRONLY);
			if (file < 0)
				die(path);
			if (is_reading && read(file, old, sizeof(old)) < 0)
				die(path);
			if (write(file, value, strlen(value)) < 0)
				die(path);
			close(file);
		}
	}
}

static char *put(char *at, const void *from, size_t bytes)
{
	memcpy(at, from, bytes);
	return at + bytes;
}

static void send_batch(int device, const char *changes, size_t bytes, int number)
{
	static char batch[FORESHAPE_MOST_BYTES];
	struct foreshape_batch head = {
		.magic = FORESHAPE_MAGIC,
		.version = FORESHAPE_VERSION,
		.changes = number,
		.scope_bytes = strlen(scope) + 1,
		.scope = scope_inode,
	};
	char *at = put(batch, &head, sizeof(head));

	at = put(at, scope, head.scope_bytes);
	at = put(at, changes, bytes);
	if (write(device, batch, at - batch) < 0)
		die("/dev/foreshape");
}

static void by_module(int device, int pass, int from, int to, int most)
{
	static char changes[FORESHAPE_MOST_BYTES];
	char *at = changes;
	int g, f, number = 0;

	for (g = from; g < to; g++) {
		for (f = 0; f < (int)FILES; f++) {
			const char *value = values[pass & 1][f];
			struct foreshape_change change = {
				.group = groups[g].inode,
				.name_bytes = strlen(groups[g].name) + 1,
				.file_bytes = strlen(files[f]) + 1,
				.value_bytes = strlen(value) + 1,
			};

			at = put(at, &change, sizeof(change));
			at = put(at, groups[g].name, change.name_bytes);
			at = put(at, files[f], change.file_bytes);
			at = put(at, value, change.value_bytes);
			if (++number == most) {
				send_batch(device, changes, at - changes, number);
				at = changes;
				number = 0;
			}
		}
	}
	if (number > 0)
		send_batch(device, changes, at - changes, number);
}

static long long micros(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

/* The best of some passes over a part of the groups. */
static long long part(int device, int from, int to, int most, int is_reading)
{
	long long best = -1;
	int pass;

	for (pass = 0; pass < PASSES; pass++) {
		long long start = micros(), taken;

		if (device >= 0)
			by_module(device, pass, from, to, most);
		else
			by_files(pass, from, to, is_reading);
		taken = micros() - start;
		best = best < 0 || taken < best ? taken : best;
	}
	return best;
}

int main(int arguments, char **argument)
{
	long long sum = 0;
	int device = -1, most, step, g;

	if (arguments != 4) {
		fprintf(stderr, "measure files|reading|batch SCOPE CHANGES\n");
		return 2;
	}
	scope = argument[2];
	most = atoi(argument[3]);
	step = most > (int)FILES ? most / (int)FILES : 1;
	find_groups();
	if (!strcmp(argument[1], "batch")) {
		device = open("/dev/foreshape", O_RDWR);
		if (device < 0)
			die("/dev/foreshape");
	}
	for (g = 0; g < count; g += step)
		sum += part(device, g, g + step < count ? g + step : count, most,
			    !strcmp(argument[1], "reading"));
	printf("%lld us for %d groups of %d knobs: C, %s, %d at a time\n", sum, count, (int)FILES,
	       argument[1], most);
	return 0;
}
