/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * What is said to /dev/foreshape and what it answers.
 *
 * A batch is one write(): a struct foreshape_batch, the path of the scope, and the changes, one
 * behind the other without a gap. Each change is a struct foreshape_change and three texts. Numbers
 * are in the machine's own byte order and need not be aligned; each text ends with a zero, which its
 * length counts, and has none before. A read() gives a struct foreshape_answer: right after open()
 * it tells which version this is and how much it takes, and after a batch what came of that. One
 * thread at a time should use an open file, for the answer is that of the file's last batch.
 *
 * The changes are made in their order, all or none, while no other batch is. write() gives the
 * number of bytes if all are made. If one is refused, those before it get their old values back, the
 * last one first, and write() gives the error of the one that was refused; the answer tells which it
 * was, and how many could not be undone.
 *
 * Whoever writes needs all rights that writing to the files would need, and gets no others: paths
 * are looked up and files are opened as that process, which must have the credentials that the
 * device was opened with (else EPERM).
 */
#ifndef FORESHAPE_H
#define FORESHAPE_H

#include <linux/types.h>

#define FORESHAPE_MAGIC 0x46724870
#define FORESHAPE_VERSION 1

/* The most bytes and changes of a batch, and bytes of texts with their zeros. */
#define FORESHAPE_MOST_BYTES (2 << 20)
#define FORESHAPE_MOST_CHANGES 8192
#define FORESHAPE_PATH_BYTES 4096
#define FORESHAPE_NAME_BYTES 256
#define FORESHAPE_FILE_BYTES 32
#define FORESHAPE_VALUE_BYTES 1024

/* The answer's "failed" if all is well, or if what is wrong is not one of the changes. */
#define FORESHAPE_NONE 0xffffffff

/* EINVAL if it is not as it says, EPROTONOSUPPORT if it is another version's, E2BIG if too large. */
struct foreshape_batch {
	__u32 magic;
	__u32 version;
	__u32 changes;		/* how many */
	__u32 scope_bytes;	/* of the path behind this */
	__u64 scope;		/* the inode that the path must lead to, else ESTALE */
};
/* The path is absolute and leads, without a symbolic link, to a cgroup of v2 (else EXDEV). */

struct foreshape_change {
	__u64 group;		/* the inode that the group must have, else ESTALE */
	__u32 name_bytes;	/* of the group's name, a child of the scope */
	__u32 file_bytes;	/* of the file's name, such as cpu.max; EOPNOTSUPP if it is not known */
	__u32 value_bytes;	/* of what to write, one line without its end; may be empty */
	__u32 zero;
};
/*
 * For cpuset.cpus and cpuset.mems a list that is not all in effect afterwards is refused (ERANGE),
 * which the kernel itself does not. io.max takes a line with a device, io.weight a default.
 */

struct foreshape_answer {
	__u32 magic;
	__u32 version;
	__u32 most_bytes;
	__u32 most_changes;
	__u32 error;		/* the number of the error, or 0 */
	__u32 failed;		/* which change was refused, from 0 on, or FORESHAPE_NONE */
	__u32 left;		/* how many changes could not be undone */
	__u32 left_error;	/* why the first of them could not be */
};

#endif
