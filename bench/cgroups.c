/*
 * The least that a program can do to set knobs of cgroups, or to read their counters: open, write or read, and close
 * each file, by its path, with nothing looked at. Foreshape's boards compare themselves with it in one run.
 *   cgroups LIST
 * LIST has lines of a path to read, or of a path and two values, with tabs between, that are written in turn. For each
 * line on standard input there is one pass over all of them, whose CPU time in nanoseconds is printed.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct file {
	char *path;
	char *values[2];
};

static struct file *files;
static size_t count;

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
		int i;

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

static void visit(const struct file *file, int which)
{
	static char text[1 << 16];
	const char *value = file->values[which];
	int handle = open(file->path, value ? O_WRONLY : O_RDONLY);

	if (handle < 0)
		die(file->path);
	if (value ? write(handle, value, strlen(value)) < 0 : read(handle, text, sizeof(text)) < 0)
		die(file->path);
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

	if (arguments != 2) {
		fprintf(stderr, "cgroups LIST\n");
		return 2;
	}
	load(argument[1]);
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
