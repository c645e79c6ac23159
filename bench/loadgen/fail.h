#pragma once

// Ends the program with one line on standard error. A measurement with an error in it is worth nothing, so nothing is tried again.
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
