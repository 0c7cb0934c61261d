package polku.storage.read.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was recorded of a session, put in order: however its chunks came (late, twice, in pieces, from several tabs, not at all), the same
 * chunks give the same recording. Times are milliseconds since the epoch, by the server's clock.
 *
 * @param documents by the time at which they begin
 * @param gaps by time
 */
public record Recording(List<Document> documents, List<Gap> gaps) {

    /**
     * One load of a page.
     *
     * @param lane documents that overlap in time are in different ones: tabs, roughly; from 0
     * @param shift what is to be added to the browser's times: one for all its chunks, so that their order is the browser's
     * @param chunks by number
     */
    public record Document(long id, int lane, long startedAt, long endedAt, long shift, List<Chunk> chunks) {
        Document inLane(int number) {
            return new Document(id, number, startedAt, endedAt, shift, chunks);
        }
    }

    /**
     * A stretch of a document.
     *
     * @param parts in which it came
     * @param bytes of what there is of it
     * @param snapshot whether it holds a full snapshot, from which playing can start, or may
     * @param complete whether all its parts are there; what is not is part of a gap
     * @param follows whether the picture before it is known: what comes after a gap is not to be played before the next full snapshot
     */
    public record Chunk(
            int sequence,
            int parts,
            long from,
            long to,
            long bytes,
            int events,
            boolean snapshot,
            boolean complete,
            boolean follows) {}

    /** Of this document's picture nothing can be shown: chunks are missing, and there is no full snapshot before {@code to}. */
    public record Gap(long document, long from, long to) {}

    /** Which chunks there may be of a document; a number beyond is somebody's invention. */
    static final int LARGEST_SEQUENCE = 1_000_000;

    /** @param parts of one session, in any order, with repetitions */
    static Recording of(Collection<ChunkPart> parts) {
        Map<Long, List<ChunkPart>> byDocument = new LinkedHashMap<>();
        for (ChunkPart part : parts) {
            if (part.sequence() >= 0
                    && part.sequence() <= LARGEST_SEQUENCE
                    && part.part() < Math.max(1, part.parts())) {
                byDocument
                        .computeIfAbsent(part.document(), unseen -> new ArrayList<>())
                        .add(part);
            }
        }
        List<Gap> gaps = new ArrayList<>();
        List<Document> documents = new ArrayList<>();
        byDocument.forEach((id, its) -> documents.add(document(id, its, gaps)));
        documents.sort(Comparator.comparingLong(Document::startedAt).thenComparingLong(Document::id));
        gaps.sort(Comparator.comparingLong(Gap::from).thenComparingLong(Gap::document));
        return new Recording(inLanes(documents), List.copyOf(gaps));
    }

    public long startedAt() {
        return documents.stream().mapToLong(Document::startedAt).min().orElse(0);
    }

    public long endedAt() {
        return documents.stream().mapToLong(Document::endedAt).max().orElse(0);
    }

    private static Document document(long id, List<ChunkPart> parts, List<Gap> gaps) {
        TreeMap<Integer, List<ChunkPart>> bySequence = new TreeMap<>();
        for (ChunkPart part : parts) {
            bySequence
                    .computeIfAbsent(part.sequence(), unseen -> new ArrayList<>())
                    .add(part);
        }
        List<List<ChunkPart>> chosen =
                bySequence.values().stream().map(Recording::chosen).toList();
        long shift = chosen.get(0).get(0).shift();
        List<Chunk> chunks = new ArrayList<>();
        int expected = 0;
        boolean known = true;
        long seen = Long.MIN_VALUE;
        long gapFrom = 0;
        for (List<ChunkPart> pieces : chosen) {
            ChunkPart first = pieces.get(0);
            long from = first.at() - first.shift() + shift;
            long to = from + first.length();
            boolean complete = pieces.size() == first.parts();
            if (known && (first.sequence() != expected || !complete)) {
                known = false;
                gapFrom = seen == Long.MIN_VALUE ? from : seen;
            }
            if (!known && complete && first.snapshot()) {
                gaps.add(new Gap(id, Math.min(gapFrom, from), from));
                chunks.add(chunk(pieces, from, to, false));
                known = true;
            } else {
                chunks.add(chunk(pieces, from, to, known));
            }
            expected = first.sequence() + 1;
            seen = Math.max(seen, to);
        }
        if (!known) {
            gaps.add(new Gap(id, Math.min(gapFrom, seen), seen));
        }
        long startedAt = chunks.stream().mapToLong(Chunk::from).min().orElse(0);
        return new Document(id, 0, startedAt, Math.max(startedAt, seen), shift, List.copyOf(chunks));
    }

    private static Chunk chunk(List<ChunkPart> pieces, long from, long to, boolean follows) {
        ChunkPart first = pieces.get(0);
        return new Chunk(
                first.sequence(),
                first.parts(),
                from,
                to,
                pieces.stream().mapToLong(ChunkPart::bytes).sum(),
                first.events(),
                first.snapshot(),
                pieces.size() == first.parts(),
                follows);
    }

    /** Of all that came under one number: the parts of one chunk, each once; of several chunks the one that is complete, that came first. */
    private static List<ChunkPart> chosen(List<ChunkPart> all) {
        TreeMap<Integer, TreeMap<Integer, ChunkPart>> byParts = new TreeMap<>();
        for (ChunkPart part : all) {
            byParts.computeIfAbsent(Math.max(1, part.parts()), unseen -> new TreeMap<>())
                    .merge(part.part(), part, (a, b) -> ChunkPart.BY_ARRIVAL.compare(a, b) <= 0 ? a : b);
        }
        return byParts.values().stream()
                .map(pieces -> List.copyOf(pieces.values()))
                .min(Comparator.comparing((List<ChunkPart> pieces) ->
                                pieces.size() != pieces.get(0).parts())
                        .thenComparing(pieces -> pieces.get(0), ChunkPart.BY_ARRIVAL))
                .orElseThrow();
    }

    private static List<Document> inLanes(List<Document> documents) {
        List<Long> ends = new ArrayList<>();
        List<Document> placed = new ArrayList<>();
        for (Document document : documents) {
            int lane = 0;
            while (lane < ends.size() && ends.get(lane) > document.startedAt()) {
                lane++;
            }
            if (lane == ends.size()) {
                ends.add(document.endedAt());
            } else {
                ends.set(lane, document.endedAt());
            }
            placed.add(document.inLane(lane));
        }
        return List.copyOf(placed);
    }
}
