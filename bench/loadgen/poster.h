#pragma once
#include "message.h"
#include "options.h"

// Keep-alive HTTP connections, each with at most one POST of a message under way.
void posters_open(const Options *options);

int posters_are_free(void);
void posters_post(Stamp stamp);

// Posts that were answered 201. Any other answer ends the program.
uint64_t posters_taken(void);
