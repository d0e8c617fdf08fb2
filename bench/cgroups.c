/*
 * The least that a program can do to set knobs of cgroups, or to read their counters: open, write or read, and close
 * each file, by its path, with nothing looked at. Foreshape's boards compare themselves with it in one run.
 *   cgroups LIST [keep]
 * LIST has lines, with tabs between their words, of
 *   a path that ends in a slash    its inode is asked for, of the directory above
 *   a path                         it is read
 *   a path and 0 or 1              it is read in every other pass, from the first or from the second on
 *   a path and two values          they are written in turn
 * For each line on standard input there is one pass over all of them, whose CPU time in nanoseconds is printed. With
 * keep, each file is opened once, and stays open, as do the directories above those whose inodes are asked for.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct file {
	char *path; /* of the directory above, where only the inode is asked for */
	char *name; /* in it then, else NULL */
	char *values[2];
	int *handle; /* where it stays open, that of all lines of its path */
};

static struct file *files;
static size_t count;
static int keeps;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void load(const char *list)
{
	FILE *lines = fopen(list, "r");
	char *line = NULL;
	size_t room = 0, most = 0;

	if (!lines)
		die(list);
	while (getline(&line, &room, lines) > 0) {
		struct file file = { .path = strdup(strtok(line, "\t\n")) };
		size_t end = strlen(file.path) - 1;
		int i;

		if (file.path[end] == '/') {
			file.path[end] = 0;
			file.name = strrchr(file.path, '/') + 1;
			file.name[-1] = 0;
		}
		for (i = 0; i < 2; i++) {
			char *value = strtok(NULL, "\t\n");

			file.values[i] = value ? strdup(value) : NULL;
		}
		if (count == most) {
			most = most ? 2 * most : 1024;
			files = realloc(files, most * sizeof(*files));
			if (!files)
				die(list);
		}
		files[count++] = file;
	}
	fclose(lines);
}

static void share_handles(void)
{
	size_t i;

	if (!hcreate(2 * count))
		die("hcreate");
	for (i = 0; i < count; i++) {
		ENTRY new = { .key = files[i].path, .data = malloc(sizeof(int)) };
		ENTRY *entry = hsearch(new, ENTER);

		if (!entry || !new.data)
			die("hsearch");
		if (entry->data == new.data)
			*(int *)new.data = -1;
		else
			free(new.data);
		files[i].handle = entry->data;
	}
}

static void ask_inode(const struct file *file, int *handle)
{
	struct stat status;

	if (*handle < 0)
		*handle = open(file->path, O_PATH | O_DIRECTORY);
	if (*handle < 0 || fstatat(*handle, file->name, &status, AT_SYMLINK_NOFOLLOW))
		die(file->name);
}

static void visit(const struct file *file, int which)
{
	static char text[1 << 16];
	const char *value = file->values[1] ? file->values[which] : NULL;
	int handle = file->handle ? *file->handle : -1;

	if (file->values[0] && !file->values[1] && *file->values[0] != '0' + which)
		return;
	if (file->name) {
		ask_inode(file, &handle);
	} else {
		if (handle < 0)
			handle = open(file->path, keeps ? O_RDWR : value ? O_WRONLY : O_RDONLY);
		if (handle < 0 && keeps)
			handle = open(file->path, O_RDONLY); /* one that is never written */
		if (handle < 0)
			die(file->path);
		if (value ? pwrite(handle, value, strlen(value), 0) < 0 : pread(handle, text, sizeof(text), 0) < 0)
			die(file->path);
	}
	if (file->handle)
		*file->handle = handle;
	else
		close(handle);
}

static long long nanos(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int main(int arguments, char **argument)
{
	char order[16];
	int pass;

	if (arguments < 2 || arguments > 3) {
		fprintf(stderr, "cgroups LIST [keep]\n");
		return 2;
	}
	load(argument[1]);
	keeps = arguments == 3;
	if (keeps)
		share_handles();
	for (pass = 0; fgets(order, sizeof(order), stdin); pass++) {
		long long start = nanos();
		size_t i;

		for (i = 0; i < count; i++)
			visit(&files[i], pass & 1);
		printf("%lld\n", nanos() - start);
		fflush(stdout);
	}
	return 0;
}
