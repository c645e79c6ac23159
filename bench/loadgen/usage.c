#include "usage.h"

#include "fail.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

double usage_of(int pid) {
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE *file = fopen(path, "r");
  if (!file) {
    fail("process %d is gone", pid);
  }
  size_t length = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[length] = 0;

  // "pid (name) state ppid ...": the name may hold anything, so count from its end. utime and stime are fields 14 and 15 (proc(5)).
  const char *after_name = strrchr(text, ')');
  unsigned long user, system;
  if (!after_name || sscanf(after_name + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2) {
    fail("cannot read %s", path);
  }
  return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

double usage_of_self(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}
