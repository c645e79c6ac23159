#include "websocket.h"

#include "fail.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

/* RFC 6455, section 5.2, from a server (no mask):
   byte 0: FIN, three reserved bits, opcode; byte 1: 0, length in 7 bits, or 126 and 16 bits, or 127 and 64 bits, in network order. */
size_t websocket_parse(uint8_t *bytes, size_t length, Frame *frame) {
  if (length < 2) {
    return 0;
  }
  size_t header = 2, payload = bytes[1] & 0x7F;
  if (payload == 126) {
    header = 4;
    if (length < header) {
      return 0;
    }
    payload = (size_t)bytes[2] << 8 | bytes[3];
  } else if (payload == 127) {
    header = 10;
    if (length < header) {
      return 0;
    }
    payload = 0;
    for (int index = 2; index < 10; index++) {
      payload = payload << 8 | bytes[index];
    }
  }
  if (length - header < payload) {
    return 0;
  }
  frame->opcode = bytes[0] & 0x0F;
  frame->is_final = bytes[0] >> 7;
  frame->payload = bytes + header;
  frame->length = payload;
  return header + payload;
}

void websocket_send(int fd, int opcode, const void *payload, size_t length) {
  // A client masks (section 5.3); a mask of zeros leaves the bytes as they are.
  uint8_t bytes[16 * 1024];
  size_t header = 0;
  if (length + 14 > sizeof bytes) {
    fail("a client frame of %zu bytes is longer than ours are", length);
  }
  bytes[header++] = (uint8_t)(0x80 | opcode);
  if (length < 126) {
    bytes[header++] = (uint8_t)(0x80 | length);
  } else {
    bytes[header++] = 0x80 | 126;
    bytes[header++] = (uint8_t)(length >> 8);
    bytes[header++] = (uint8_t)length;
  }
  memset(bytes + header, 0, 4);
  header += 4;
  memcpy(bytes + header, payload, length);
  send_all(fd, bytes, header + length);
}

void send_all(int fd, const void *bytes, size_t length) {
  const uint8_t *next = bytes;
  while (length > 0) {
    ssize_t sent = send(fd, next, length, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) {
      struct pollfd room = {.fd = fd, .events = POLLOUT};
      if (poll(&room, 1, 5000) == 1) {
        continue;
      }
      fail("the server takes nothing");
    }
    if (sent < 0) {
      fail("send: %s", strerror(errno));
    }
    next += sent;
    length -= (size_t)sent;
  }
}
