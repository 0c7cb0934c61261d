package polku.storage.read.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.clickhouse.ClickHouse.QueryLimit;
import polku.storage.clickhouse.Sql;
import polku.storage.clickhouse.UInt64;
import polku.storage.write.RowReader;

/** What chunks hold, as it came: hostile until it is sanitised. Blocks. */
public final class ChunkStore {
    /** A chunk that is larger is as good as missing. */
    public static final long LARGEST_CHUNK = 24L << 20;

    private final ClickHouse clickHouse;

    public ChunkStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** @param json text of an array of rrweb's events */
    public record Content(Recording.Chunk chunk, String json) {}

    /**
     * The contents of some chunks of a document, in their order; those that are not complete, and those that are too large, are left out.
     *
     * @param chunks of the document
     */
    public List<Content> contents(int site, long session, Recording.Document document, List<Recording.Chunk> chunks) {
        List<Recording.Chunk> wanted = chunks.stream()
                .filter(chunk -> chunk.complete() && chunk.bytes() <= LARGEST_CHUNK)
                .toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        long most = wanted.stream().mapToLong(Recording.Chunk::bytes).sum();
        byte[] found = clickHouse
                .rows(
                        List.of(new ClickHouse.Select(
                                Sql.load(ChunkStore.class, "chunkContents.sql")
                                        .replace("/* first came */", ChunkPart.FIRST_CAME),
                                Map.of(
                                        "site",
                                        Integer.toUnsignedLong(site),
                                        "session",
                                        UInt64.of(session),
                                        "document",
                                        UInt64.of(document.id()),
                                        "from",
                                        document.startedAt() - ReplaySql.REACH_MS,
                                        "to",
                                        document.endedAt() + ReplaySql.REACH_MS,
                                        "sequences",
                                        wanted.stream()
                                                .map(Recording.Chunk::sequence)
                                                .toList()))),
                        QueryLimit.SCREEN,
                        // as ClickHouse holds it, with what it needs beside
                        2 * most + (16 << 20))
                .get(0);
        RowReader rows = new RowReader(found, 0, found.length);
        Map<Integer, Map<Integer, TreeMap<Integer, String>>> pieces = new TreeMap<>();
        while (!rows.isAtEnd()) {
            int sequence = rows.int32();
            int parts = rows.uint16();
            int part = rows.uint16();
            pieces.computeIfAbsent(sequence, unseen -> new TreeMap<>())
                    .computeIfAbsent(parts, unseen -> new TreeMap<>())
                    .put(part, rows.text());
        }
        List<Content> contents = new ArrayList<>();
        for (Recording.Chunk chunk : wanted) {
            TreeMap<Integer, String> its =
                    pieces.getOrDefault(chunk.sequence(), Map.of()).getOrDefault(chunk.parts(), new TreeMap<>());
            contents.add(new Content(chunk, String.join("", its.values())));
        }
        return contents;
    }
}
