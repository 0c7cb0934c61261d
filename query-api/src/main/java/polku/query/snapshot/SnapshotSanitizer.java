package polku.query.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import polku.query.markup.RecordedTree;

/** Makes a recorded page fit to be shown, see {@link RecordedTree}. */
final class SnapshotSanitizer {
    static final int MOST_NODES = RecordedTree.MOST_NODES;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(3 * RecordedTree.DEEPEST)
                            .maxStringLength(12 << 20)
                            .build())
                    .build())
            .build();

    private SnapshotSanitizer() {}

    /**
     * @param content JSON text of a document as rrweb-snapshot gives it
     * @return the document; empty where it is none
     */
    static ObjectNode sanitise(String content) {
        JsonNode given;
        try {
            given = MAPPER.readTree(content);
        } catch (JsonProcessingException e) {
            given = JsonNodeFactory.instance.nullNode();
        }
        RecordedTree tree = RecordedTree.still();
        ObjectNode clean =
                given != null && given.path("type").asInt(-1) == RecordedTree.DOCUMENT ? tree.node(given, "") : null;
        return clean != null ? clean : tree.empty();
    }
}
