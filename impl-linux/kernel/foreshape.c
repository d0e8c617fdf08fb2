// SPDX-License-Identifier: GPL-2.0
/*
 * Sets knobs of many cgroups of v2 in one call, all or none; foreshape.h says how to ask for it.
 *
 * The functions behind a cgroup's files are not there for modules. So the files are opened and
 * written, in the kernel: that spares the calls, the copies and the handles of user space, and no
 * signal comes in between, so a process that is killed leaves all of a batch or none of it.
 *
 * Only files of the table below are ever opened. A file stays open until the batch has ended, so
 * that undoing needs nothing but the write.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/bitmap.h>
#include <linux/cred.h>
#include <linux/ctype.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/magic.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/namei.h>
#include <linux/path.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "foreshape.h"

/* Modules may call it, but before Linux 6.4 no header that they have tells it. */
int vfs_path_lookup(struct dentry *dentry, struct vfsmount *mount, const char *name,
		    unsigned int flags, struct path *path);

/* The most that a knob's file may say, with a zero behind it. */
#define TEXT_BYTES 16384

/* As many CPUs as a kernel can have; there are fewer nodes. */
#define MOST_IDS 8192

#define BENEATH (LOOKUP_BENEATH | LOOKUP_NO_SYMLINKS | LOOKUP_NO_XDEV)

/* What has to be written to a file so that it says again what it said. */
enum old_value {
	OLD_TEXT,	/* what it said */
	OLD_LIST,	/* the same; what is in effect must be what was written */
	OLD_DEVICE,	/* the line of the device, or that it has no limits */
	OLD_DEFAULT,	/* the line that starts with "default" */
};

struct knob {
	const char *file;
	enum old_value old_value;
};

static const struct knob knobs[] = {
	{ "cpu.max", OLD_TEXT },
	{ "cpu.max.burst", OLD_TEXT },
	{ "cpu.weight", OLD_TEXT },
	{ "cpuset.cpus", OLD_LIST },
	{ "cpuset.mems", OLD_LIST },
	{ "io.max", OLD_DEVICE },
	{ "io.weight", OLD_DEFAULT },
	{ "memory.high", OLD_TEXT },
	{ "memory.low", OLD_TEXT },
	{ "memory.max", OLD_TEXT },
	{ "memory.min", OLD_TEXT },
	{ "memory.swap.max", OLD_TEXT },
	{ "pids.max", OLD_TEXT },
};

/* One change of a batch; texts point into the batch. */
struct change {
	const struct knob *knob;
	u64 group;
	const char *name;
	const char *value;
	struct file *file;
	char *old;
	bool is_written;
};

/* The group of a change, kept for the next one, which most often is of the same group. */
struct place {
	const struct change *of;
	struct path group;
};

/* One open file of the device. */
struct client {
	struct foreshape_answer answer;
	bool is_read;
};

/* Held while a batch is carried out, and while an answer is read. */
static DEFINE_MUTEX(lock);

/* For one batch at a time, under the lock. */
static char text[TEXT_BYTES];
static DECLARE_BITMAP(wanted_ids, MOST_IDS);
static DECLARE_BITMAP(effective_ids, MOST_IDS);

static ulong batches;
module_param(batches, ulong, 0444);
MODULE_PARM_DESC(batches, "Batches that were carried out since the module was loaded");

/* ---- what a batch says ---- */

struct reader {
	const char *at;
	const char *end;
};

static int take(struct reader *from, void *into, size_t bytes)
{
	if (bytes > from->end - from->at)
		return -EINVAL;
	memcpy(into, from->at, bytes);
	from->at += bytes;
	return 0;
}

/* A text of so many bytes, of which the last one and no other is a zero; NULL if it is not there. */
static const char *take_text(struct reader *from, u32 bytes, u32 most)
{
	const char *start = from->at;

	if (bytes == 0 || bytes > most || bytes > from->end - start)
		return NULL;
	if (strnlen(start, bytes) != bytes - 1)
		return NULL;
	from->at += bytes;
	return start;
}

/* Whether it is one name, and not that of the group itself or the one above. */
static bool is_name(const char *name)
{
	const char *c;

	if (!*name || !strcmp(name, ".") || !strcmp(name, ".."))
		return false;
	for (c = name; *c; c++)
		if (*c == '/' || iscntrl(*c))
			return false;
	return true;
}

static bool is_line(const char *value)
{
	for (; *value; value++)
		if (!isascii(*value) || !isprint(*value))
			return false;
	return true;
}

static const struct knob *find_knob(const char *file)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(knobs); i++)
		if (!strcmp(knobs[i].file, file))
			return &knobs[i];
	return NULL;
}

/* The bytes of "8:0 " at the start of a line, or 0 if there is no device. */
static size_t device_bytes(const char *line)
{
	size_t major = strspn(line, "0123456789");
	size_t minor = line[major] == ':' ? strspn(line + major + 1, "0123456789") : 0;

	return major && minor && line[major + 1 + minor] == ' ' ? major + minor + 2 : 0;
}

/* Whether a value sets nothing but what undoing it would set. */
static bool is_of_knob(const char *value, const struct knob *knob)
{
	switch (knob->old_value) {
	case OLD_DEVICE:
		return device_bytes(value) > 0;
	case OLD_DEFAULT:
		return *value && !strchr(value, ':');
	case OLD_TEXT:
		return *value;
	case OLD_LIST:
		return true;
	}
	return false;
}

static int take_change(struct reader *from, struct change *change)
{
	struct foreshape_change head;
	const char *file;
	int error = take(from, &head, sizeof(head));

	if (error)
		return error;
	change->group = head.group;
	change->name = take_text(from, head.name_bytes, FORESHAPE_NAME_BYTES);
	if (!change->name)
		return -EINVAL;
	file = take_text(from, head.file_bytes, FORESHAPE_FILE_BYTES);
	if (!file)
		return -EINVAL;
	change->value = take_text(from, head.value_bytes, FORESHAPE_VALUE_BYTES);
	if (!change->value || head.zero || !is_name(change->name) || !is_line(change->value))
		return -EINVAL;
	change->knob = find_knob(file);
	if (!change->knob)
		return -EOPNOTSUPP;
	return is_of_knob(change->value, change->knob) ? 0 : -EINVAL;
}

/* ---- where it is ---- */

static bool is_inode(const struct path *path, u64 number)
{
	return d_inode(path->dentry)->i_ino == number;
}

static int find_scope(const char *name, u64 number, struct path *scope)
{
	int error;

	if (*name != '/')
		return -EINVAL;
	error = kern_path(name, LOOKUP_DIRECTORY | LOOKUP_NO_SYMLINKS, scope);
	if (error)
		return error;
	if (scope->dentry->d_sb->s_magic != CGROUP2_SUPER_MAGIC)
		error = -EXDEV;
	else if (!is_inode(scope, number))
		error = -ESTALE;
	if (error)
		path_put(scope);
	return error;
}

/* Finds what lies right in a directory of the scope's file system, and is not mounted over. */
static int find_child(const struct path *parent, const char *name, unsigned int flags,
		      struct path *child)
{
	int error = vfs_path_lookup(parent->dentry, parent->mnt, name, flags | BENEATH, child);

	if (error)
		return error;
	if (child->mnt == parent->mnt && child->dentry->d_parent == parent->dentry)
		return 0;
	path_put(child);
	return -EXDEV;
}

static struct file *open_file(const struct path *group, const char *name, int flags)
{
	struct path path;
	struct file *file;
	int error = find_child(group, name, 0, &path);

	if (error)
		return ERR_PTR(error);
	/* The empty name is that very file; the rights of this process are asked for. */
	file = d_is_reg(path.dentry) ? file_open_root(&path, "", flags, 0) : ERR_PTR(-EINVAL);
	path_put(&path);
	return file;
}

/* ---- reading and writing ---- */

/* Reads all that a file says into the text, without the end of its last line. */
static int read_text(struct file *file)
{
	loff_t at = 0;
	ssize_t bytes;

	do {
		bytes = kernel_read(file, text + at, TEXT_BYTES - 1 - at, &at);
	} while (bytes > 0 && at < TEXT_BYTES - 1);
	if (bytes < 0)
		return bytes;
	if (at >= TEXT_BYTES - 1)
		return -EFBIG;
	if (at > 0 && text[at - 1] == '\n')
		at--;
	text[at] = '\0';
	/* Else the next comparison would see less than there is. */
	return strlen(text) == at ? 0 : -EIO;
}

static int write_text(struct file *file, const char *value)
{
	loff_t at = 0;
	const char *line = *value ? value : "\n";
	ssize_t bytes = kernel_write(file, line, strlen(line), &at);

	if (bytes < 0)
		return bytes;
	return bytes == strlen(line) ? 0 : -EIO;
}

/* The line of the text that starts with a word, or NULL if there is none. */
static const char *line_of(const char *word, size_t bytes)
{
	const char *line = text;

	while (strncmp(line, word, bytes)) {
		line = strchr(line, '\n');
		if (!line)
			return NULL;
		line++;
	}
	return line;
}

static char *copy_of_line(const char *line)
{
	return kstrndup(line, strchrnul(line, '\n') - line, GFP_KERNEL_ACCOUNT);
}

static char *old_of_device(const char *value)
{
	size_t bytes = device_bytes(value);
	const char *line = line_of(value, bytes);

	if (line)
		return copy_of_line(line);
	return kasprintf(GFP_KERNEL_ACCOUNT, "%.*srbps=max wbps=max riops=max wiops=max",
			 (int)bytes, value);
}

/* What has to be written to have the text again; NULL if there is no memory for it. */
static char *old_of(const struct change *change)
{
	const char *line;

	switch (change->knob->old_value) {
	case OLD_DEVICE:
		return old_of_device(change->value);
	case OLD_DEFAULT:
		line = line_of("default ", strlen("default "));
		return copy_of_line(line ? line : text);
	case OLD_TEXT:
	case OLD_LIST:
		break;
	}
	return kstrdup(text, GFP_KERNEL_ACCOUNT);
}

/* Whether all of a list that was written is in effect; an empty one is whatever is above. */
static int check_effective(const struct path *group, const struct change *change)
{
	char name[FORESHAPE_FILE_BYTES];
	struct file *file;
	int error;

	if (!*change->value)
		return 0;
	snprintf(name, sizeof(name), "%s.effective", change->knob->file);
	file = open_file(group, name, O_RDONLY);
	if (IS_ERR(file))
		return PTR_ERR(file);
	error = read_text(file);
	fput(file);
	if (error)
		return error;
	error = bitmap_parselist(change->value, wanted_ids, MOST_IDS);
	if (error)
		return error;
	error = bitmap_parselist(text, effective_ids, MOST_IDS);
	if (error)
		return error;
	return bitmap_equal(wanted_ids, effective_ids, MOST_IDS) ? 0 : -ERANGE;
}

static int make(const struct path *group, struct change *change)
{
	int error;
	struct file *file;

	file = open_file(group, change->knob->file, O_RDWR);
	if (IS_ERR(file))
		return PTR_ERR(file);
	change->file = file;
	error = read_text(file);
	if (error)
		return error;
	change->old = old_of(change);
	if (!change->old)
		return -ENOMEM;
	error = write_text(file, change->value);
	if (error)
		return error;
	change->is_written = true;
	return change->knob->old_value == OLD_LIST ? check_effective(group, change) : 0;
}

/* ---- a batch ---- */

/* Gives back what was written, the last one first; a group that has gone needs nothing. */
static void undo(struct change *changes, u32 count, struct foreshape_answer *answer)
{
	while (count-- > 0) {
		int error = changes[count].is_written ?
			    write_text(changes[count].file, changes[count].old) : 0;

		if (error && error != -ENODEV) {
			answer->left++;
			if (!answer->left_error)
				answer->left_error = -error;
		}
		cond_resched();
	}
}

static void release(struct change *changes, u32 count)
{
	u32 i;

	for (i = 0; i < count; i++) {
		if (changes[i].file)
			fput(changes[i].file);
		kfree(changes[i].old);
	}
	kvfree(changes);
}

/* Looks at all of it, before any of it is done; done counts the changes that are fine. */
static int take_all(struct reader *from, struct change *changes, u32 count, u32 *done)
{
	for (*done = 0; *done < count; ++*done) {
		int error = take_change(from, &changes[*done]);

		if (error)
			return error;
	}
	return 0;
}

static void leave(struct place *place)
{
	if (place->of)
		path_put(&place->group);
	place->of = NULL;
}

static int go_to(const struct path *scope, const struct change *change, struct place *place)
{
	int error;

	if (place->of && place->of->group == change->group &&
	    !strcmp(place->of->name, change->name))
		return 0;
	leave(place);
	error = find_child(scope, change->name, LOOKUP_DIRECTORY, &place->group);
	if (error)
		return error;
	place->of = change;
	return is_inode(&place->group, change->group) ? 0 : -ESTALE;
}

static int make_all(const struct path *scope, struct change *changes, u32 count, u32 *done)
{
	struct place place = { .of = NULL };
	int error = 0;

	for (*done = 0; *done < count; ++*done) {
		error = go_to(scope, &changes[*done], &place);
		if (!error)
			error = make(&place.group, &changes[*done]);
		if (error)
			break;
		cond_resched();
	}
	leave(&place);
	return error;
}

static int carry_out(struct reader *from, u32 count, const struct path *scope,
		     struct foreshape_answer *answer)
{
	struct change *changes = kvcalloc(count, sizeof(*changes), GFP_KERNEL_ACCOUNT);
	int error;
	u32 done;

	if (!changes)
		return -ENOMEM;
	error = take_all(from, changes, count, &done);
	if (!error && from->at != from->end) {
		error = -EINVAL;
		done = FORESHAPE_NONE;
	}
	if (!error) {
		error = make_all(scope, changes, count, &done);
		if (error)
			undo(changes, done + 1, answer);
	}
	if (error)
		answer->failed = done;
	release(changes, count);
	return error;
}

static int batch(const char *bytes, size_t count, struct foreshape_answer *answer)
{
	struct reader from = { bytes, bytes + count };
	struct foreshape_batch head;
	struct path scope;
	const char *name;
	int error = take(&from, &head, sizeof(head));

	if (error || head.magic != FORESHAPE_MAGIC)
		return -EINVAL;
	if (head.version != FORESHAPE_VERSION)
		return -EPROTONOSUPPORT;
	if (head.changes > FORESHAPE_MOST_CHANGES)
		return -E2BIG;
	name = take_text(&from, head.scope_bytes, FORESHAPE_PATH_BYTES);
	if (!name || !head.changes)
		return -EINVAL;
	error = find_scope(name, head.scope, &scope);
	if (error)
		return error;
	error = carry_out(&from, head.changes, &scope, answer);
	path_put(&scope);
	return error;
}

/* ---- the device ---- */

static void clear(struct foreshape_answer *answer)
{
	*answer = (struct foreshape_answer) {
		.magic = FORESHAPE_MAGIC,
		.version = FORESHAPE_VERSION,
		.most_bytes = FORESHAPE_MOST_BYTES,
		.most_changes = FORESHAPE_MOST_CHANGES,
		.failed = FORESHAPE_NONE,
	};
}

static int device_open(struct inode *inode, struct file *file)
{
	struct client *client = kzalloc(sizeof(*client), GFP_KERNEL_ACCOUNT);

	if (!client)
		return -ENOMEM;
	clear(&client->answer);
	file->private_data = client;
	return stream_open(inode, file);
}

static int device_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

/* Gives each answer once, and then that there is nothing more, so that it can be read to its end. */
static ssize_t device_read(struct file *file, char __user *into, size_t count, loff_t *at)
{
	struct client *client = file->private_data;
	ssize_t result = sizeof(client->answer);

	if (count < sizeof(client->answer))
		return -EINVAL;
	if (mutex_lock_killable(&lock))
		return -EINTR;
	if (client->is_read)
		result = 0;
	else if (copy_to_user(into, &client->answer, sizeof(client->answer)))
		result = -EFAULT;
	else
		client->is_read = true;
	mutex_unlock(&lock);
	return result;
}

static ssize_t device_write(struct file *file, const char __user *from, size_t count, loff_t *at)
{
	struct client *client = file->private_data;
	void *bytes;
	int error;

	/* Nobody has a process with more rights write what it did not mean to write here. */
	if (file->f_cred != current_cred())
		return -EPERM;
	if (count > FORESHAPE_MOST_BYTES)
		return -E2BIG;
	bytes = vmemdup_user(from, count);
	if (IS_ERR(bytes))
		return PTR_ERR(bytes);
	if (mutex_lock_killable(&lock)) {
		kvfree(bytes);
		return -EINTR;
	}
	clear(&client->answer);
	client->is_read = false;
	error = batch(bytes, count, &client->answer);
	client->answer.error = -error;
	if (!error)
		batches++;
	mutex_unlock(&lock);
	kvfree(bytes);
	return error ? error : count;
}

static const struct file_operations device_operations = {
	.owner = THIS_MODULE,
	.open = device_open,
	.release = device_release,
	.read = device_read,
	.write = device_write,
};

static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "foreshape",
	.fops = &device_operations,
	.mode = 0600,
};

module_misc_device(device);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Foreshape authors");
MODULE_DESCRIPTION("Sets knobs of many cgroups at once, all or none");
