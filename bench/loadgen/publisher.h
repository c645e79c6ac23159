#pragma once
#include "message.h"
#include "options.h"

// Posts into the room: over REST on keep-alive connections with one post under way on each, as people do, or over one WebSocket.
void publisher_open(const Options *options);

// Whether one more can be sent at once.
int publisher_is_free(void);

void publisher_post(Stamp stamp);

// Posts that were sent, and those of them that the server has taken (over a WebSocket nobody says so: all).
uint64_t publisher_sent(void);
uint64_t publisher_taken(void);
