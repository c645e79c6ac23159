#include "usage.h"

#include "fail.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

// Of a stat file in /proc: "id (name) state ppid ...". The name may hold anything, so it ends at the last parenthesis. utime and stime are fields 14
// and 15 (proc(5)). Returns 0 when the file is gone.
static int read_stat(const char *path, char *name, size_t room, Usage *usage) {
  char text[1024];
  FILE *file = fopen(path, "r");
  if (!file) {
    return 0;
  }
  size_t length = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[length] = 0;

  const char *before_name = strchr(text, '('), *after_name = strrchr(text, ')');
  unsigned long user, system;
  if (!before_name || !after_name || sscanf(after_name + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2) {
    return 0;
  }
  snprintf(name, room, "%.*s", (int)(after_name - before_name - 1), before_name + 1);
  double ticks = (double)sysconf(_SC_CLK_TCK);
  *usage = (Usage){(double)user / ticks, (double)system / ticks};
  return 1;
}

double usage_of(int pid) {
  char path[64], name[64];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  Usage usage;
  if (!read_stat(path, name, sizeof name, &usage)) {
    fail("process %d is gone", pid);
  }
  return usage.user + usage.system;
}

Usage usage_of_threads(int pid, const char *wanted) {
  char path[64], name[64];
  snprintf(path, sizeof path, "/proc/%d/task", pid);
  DIR *tasks = opendir(path);
  if (!tasks) {
    fail("process %d is gone", pid);
  }
  Usage sum = {0, 0}, usage;
  for (struct dirent *task = readdir(tasks); task; task = readdir(tasks)) {
    char stat[sizeof path + sizeof task->d_name + sizeof "//stat"];
    snprintf(stat, sizeof stat, "%s/%s/stat", path, task->d_name);
    if (task->d_name[0] != '.' && read_stat(stat, name, sizeof name, &usage) && !strncmp(name, wanted, strlen(wanted))) {
      sum.user += usage.user;
      sum.system += usage.system;
    }
  }
  closedir(tasks);
  return sum;
}

double usage_of_self(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}
