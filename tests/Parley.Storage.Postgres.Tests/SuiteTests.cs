using Parley.Compliance;

namespace Parley.Storage.Postgres.Tests;

// Each port's suite on this database.

public sealed class PostgresAccountStoreTests() : AccountStoreSuite(() => new PostgresFactory());

public sealed class PostgresSignInStoreTests() : SignInStoreSuite(() => new PostgresFactory());

public sealed class PostgresWorkspaceStoreTests() : WorkspaceStoreSuite(() => new PostgresFactory());

public sealed class PostgresInviteStoreTests() : InviteStoreSuite(() => new PostgresFactory());

public sealed class PostgresChannelStoreTests() : ChannelStoreSuite(() => new PostgresFactory());

public sealed class PostgresMessageStoreTests() : MessageStoreSuite(() => new PostgresFactory());

public sealed class PostgresMentionStoreTests() : MentionStoreSuite(() => new PostgresFactory());

public sealed class PostgresReadMarkerStoreTests() : ReadMarkerStoreSuite(() => new PostgresFactory());

public sealed class PostgresThreadStoreTests() : ThreadStoreSuite(() => new PostgresFactory());

public sealed class PostgresThreadModelTests() : ThreadModelSuite(() => new PostgresFactory());

public sealed class PostgresChannelLogStoreTests() : ChannelLogStoreSuite(() => new PostgresFactory());

public sealed class PostgresChannelChangeTests() : ChannelChangeSuite(() => new PostgresFactory());

public sealed class PostgresReactionTests() : ReactionSuite(() => new PostgresFactory());

public sealed class PostgresPinTests() : PinSuite(() => new PostgresFactory());

public sealed class PostgresDraftTests() : DraftSuite(() => new PostgresFactory());

public sealed class PostgresSavedMessageTests() : SavedMessageSuite(() => new PostgresFactory());

public sealed class PostgresEventReaderTests() : EventReaderSuite(() => new PostgresFactory());

public sealed class PostgresFileStoreTests() : FileStoreSuite(() => new PostgresFactory());

public sealed class PostgresAvatarStoreTests() : AvatarStoreSuite(() => new PostgresFactory());

public sealed class PostgresCustomEmojiStoreTests() : CustomEmojiStoreSuite(() => new PostgresFactory());

public sealed class PostgresGroupStoreTests() : GroupStoreSuite(() => new PostgresFactory());

public sealed class PostgresJobStoreTests() : JobStoreSuite(() => new PostgresFactory());

public sealed class PostgresWorkerTests() : WorkerSuite(() => new PostgresFactory());

public sealed class PostgresSearchIndexTests() : SearchIndexSuite(() => new PostgresFactory());

public sealed class PostgresSearchTests() : SearchSuite(() => new PostgresFactory());
