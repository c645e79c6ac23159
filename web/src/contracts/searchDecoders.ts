import { boolean, list, nullable, number, shape, text } from "./decode";
import { channel, file, member, message } from "./decoders";
import type {
  FoundChannelDto,
  FoundChannelPage,
  FoundFileDto,
  FoundFilePage,
  FoundMessageDto,
  FoundMessagePage,
  FoundPersonDto,
  FoundPersonPage,
  TextRangeDto,
} from "./search";

const ranges = list(shape<TextRangeDto>({ start: number, length: number }));
const cursor = nullable(text);

export const foundMessagePage = shape<FoundMessagePage>({
  results: list(shape<FoundMessageDto>({ message, ranges })),
  cursor,
  isComplete: boolean,
});
export const foundFilePage = shape<FoundFilePage>({
  results: list(shape<FoundFileDto>({ file, message, ranges })),
  cursor,
  isComplete: boolean,
});
export const foundPersonPage = shape<FoundPersonPage>({
  results: list(shape<FoundPersonDto>({ member, ranges })),
  cursor,
  isComplete: boolean,
});
export const foundChannelPage = shape<FoundChannelPage>({
  results: list(shape<FoundChannelDto>({ channel, ranges })),
  cursor,
  isComplete: boolean,
});
