#pragma once

// Processor time of a process since its start, user and system, in seconds.
double usage_of(int pid);

double usage_of_self(void);
