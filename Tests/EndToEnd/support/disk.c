/* A disk that can fail and lose power, for one process: loaded before its C library, by LD_PRELOAD.
 *
 * It looks at files whose path contains TEST_DISK_FILES and leaves all others alone. Before each write to one of them it
 * adds what stood there to a file beside it, `.undo`, and empties that when the file is synchronised; so whoever kills the
 * process can take back what was never synchronised, as a power failure would. No real disk is waited for.
 *
 * TEST_DISK_CONTROL names a file of eight numbers that the test writes while the process runs; see `struct control`.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct control {
    volatile uint32_t writes;  /* of a million writes so many fail */
    volatile uint32_t syncs;   /* and so many fsyncs */
    volatile uint32_t error;   /* with this errno */
    volatile uint32_t forgets; /* not 0: an fsync is answered and not done */
    volatile uint32_t seed;    /* where the random numbers begin */
    volatile uint32_t failed;  /* counts what failed */
    volatile uint32_t synced;  /* counts what was synchronised */
    volatile uint32_t written; /* counts what was written */
};

/* What stands in `.undo` before the old bytes: where a write began and how long it was, the file's size before it, and how
 * many old bytes follow. */
struct undo {
    uint64_t offset, length, size, count;
};

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static struct control *control;
static const char *files;
static uint64_t state;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("TEST_DISK_CONTROL");
    const char *names = getenv("TEST_DISK_FILES");
    if (path == NULL || names == NULL) return;
    int descriptor = open(path, O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return;
    void *page = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    close(descriptor);
    if (page == MAP_FAILED) return;
    control = page;
    state = control->seed;
    files = names;
}

/* Whether a descriptor is of a file that is looked at; the path is left in `path`. */
static int is_watched(int descriptor, char *path) {
    if (control == NULL) return 0;
    int before = errno;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    errno = before;
    if (length <= 0 || path[0] != '/') return 0;
    path[length] = 0;
    const char *name = strrchr(path, '/');
    return strstr(name, files) != NULL && strstr(name, "-shm") == NULL && strstr(name, ".lock") == NULL;
}

/* SplitMix64. */
static int falls_on(uint32_t parts) {
    if (parts == 0) return 0;
    uint64_t value = (state += 0x9E3779B97F4A7C15u);
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
    value ^= value >> 31;
    if (value % 1000000 >= parts) return 0;
    control->failed++;
    return 1;
}

static void remember(const char *path, int descriptor, uint64_t offset, uint64_t length) {
    struct stat status;
    if (fstat(descriptor, &status) != 0) return;
    uint64_t size = (uint64_t)status.st_size;
    uint64_t count = offset >= size ? 0 : (size - offset < length ? size - offset : length);
    struct undo undo = {offset, length == UINT64_MAX ? count : length, size, count};
    char *old = malloc(count + 1);
    if (old == NULL) abort();
    char name[PATH_MAX + 8];
    snprintf(name, sizeof name, "%s.undo", path);
    int journal = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    struct iovec parts[2] = {{&undo, sizeof undo}, {old, count}};
    if (journal < 0 || (count > 0 && syscall(SYS_pread64, descriptor, old, count, offset) != (long)count)
        || syscall(SYS_writev, journal, parts, 2) != (long)(sizeof undo + count))
        abort();
    syscall(SYS_close, journal);
    free(old);
}

static ssize_t put(int descriptor, const char *path, const void *bytes, size_t length, off_t offset) {
    pthread_mutex_lock(&turn);
    int fails = falls_on(control->writes);
    /* What fails may have reached the disk in part. */
    size_t reaches = fails ? length / 2 : length;
    ssize_t result = 0;
    if (reaches > 0) {
        remember(path, descriptor, (uint64_t)offset, reaches);
        result = syscall(SYS_pwrite64, descriptor, bytes, reaches, offset);
        control->written++;
    }
    if (fails) {
        errno = (int)control->error;
        result = -1;
    }
    pthread_mutex_unlock(&turn);
    return result;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
    char path[PATH_MAX];
    if (!is_watched(descriptor, path)) return syscall(SYS_pwrite64, descriptor, bytes, length, offset);
    return put(descriptor, path, bytes, length, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    return pwrite64(descriptor, bytes, length, offset);
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    char path[PATH_MAX];
    if (!is_watched(descriptor, path)) return syscall(SYS_write, descriptor, bytes, length);
    off_t offset = lseek(descriptor, 0, SEEK_CUR);
    ssize_t result = put(descriptor, path, bytes, length, offset);
    if (result > 0) lseek(descriptor, offset + result, SEEK_SET);
    return result;
}

int ftruncate64(int descriptor, off64_t size) {
    char path[PATH_MAX];
    if (!is_watched(descriptor, path)) return (int)syscall(SYS_ftruncate, descriptor, size);
    pthread_mutex_lock(&turn);
    remember(path, descriptor, (uint64_t)size, UINT64_MAX);
    int result = (int)syscall(SYS_ftruncate, descriptor, size);
    pthread_mutex_unlock(&turn);
    return result;
}

int ftruncate(int descriptor, off_t size) { return ftruncate64(descriptor, size); }

static int synchronise(const char *path) {
    /* As a disk does it takes a while, in which the process may be killed. */
    usleep(2000);
    pthread_mutex_lock(&turn);
    int result = 0;
    if (falls_on(control->syncs)) {
        errno = (int)control->error;
        result = -1;
    } else if (!control->forgets) {
        char name[PATH_MAX + 8];
        snprintf(name, sizeof name, "%s.undo", path);
        int before = errno;
        unlink(name);
        errno = before;
        control->synced++;
    }
    pthread_mutex_unlock(&turn);
    return result;
}

int fsync(int descriptor) {
    char path[PATH_MAX];
    return is_watched(descriptor, path) ? synchronise(path) : (int)syscall(SYS_fsync, descriptor);
}

int fdatasync(int descriptor) {
    char path[PATH_MAX];
    return is_watched(descriptor, path) ? synchronise(path) : (int)syscall(SYS_fdatasync, descriptor);
}
