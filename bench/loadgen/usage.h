#pragma once

// Processor time in seconds: in the program itself, and in the kernel for it.
typedef struct {
  double user, system;
} Usage;

// Of a process since its start, user and system together.
double usage_of(int pid);

// Of its threads that run now and whose names start so.
Usage usage_of_threads(int pid, const char *name);

double usage_of_self(void);
