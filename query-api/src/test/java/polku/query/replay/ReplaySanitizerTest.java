package polku.query.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polku.query.markup.RecordedTree;
import polku.query.markup.SafeAddresses;
import polku.storage.read.replay.Recording;

class ReplaySanitizerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SafeAddresses OWN = new SafeAddresses(List.of("example.org"));
    private static final long SHIFT = 1000;
    private static final Recording.Chunk CHUNK = new Recording.Chunk(0, 1, 2000, 9000, 1, 1, true, true, true);

    private record Sanitised(JsonNode events, long dropped) {}

    private static Sanitised sanitise(String content, Recording.Chunk chunk) throws Exception {
        ReplaySanitizer sanitizer = new ReplaySanitizer(OWN);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.getFactory().createGenerator(out)) {
            json.writeStartArray();
            sanitizer.copy(content, chunk, SHIFT, json);
            json.writeEndArray();
        }
        return new Sanitised(JSON.readTree(out.toByteArray()), sanitizer.dropped());
    }

    private static JsonNode events(String... events) throws Exception {
        return sanitise("[" + String.join(",", events).replace('\'', '"') + "]", CHUNK)
                .events();
    }

    private static String event(int type, String data) {
        return "{'type':" + type + ",'timestamp':2000,'data':" + data + "}";
    }

    private static String snapshot(String... bodyChildren) {
        return event(
                2,
                "{'node':{'type':0,'id':1,'childNodes':[{'type':1,'id':2,'name':'html','publicId':'','systemId':''},"
                        + element(3, "html", "", element(4, "head", ""), element(5, "body", "", bodyChildren))
                        + "]},'initialOffset':{'top':0,'left':7}}");
    }

    private static String element(int id, String tag, String attributes, String... children) {
        return "{'type':2,'id':" + id + ",'tagName':'" + tag + "','attributes':{" + attributes + "},'childNodes':["
                + String.join(",", children) + "]}";
    }

    private static String text(int id, String text) {
        return "{'type':3,'id':" + id + ",'textContent':'" + text + "'}";
    }

    private static String change(int source, String members) {
        return event(3, "{'source':" + source + (members.isEmpty() ? "" : ",") + members + "}");
    }

    private static String mutation(String adds, String attributes, String texts) {
        return change(
                0, "'adds':[" + adds + "],'removes':[],'attributes':[" + attributes + "],'texts':[" + texts + "]");
    }

    @Test
    void whatIsRecordedOfAnOrdinaryPage_isPlayedAsItWas() throws Exception {
        String page = snapshot(
                element(
                        6,
                        "main",
                        "'class':'a','style':'color: red; width: calc(100% - 2px)'",
                        text(7, "Coffee & <tea>")),
                element(8, "img", "'src':'https://cdn.example.org/a.png','alt':'Bag'"),
                element(9, "a", "'href':'https://example.org/x'"));
        List<String> events = List.of(
                event(4, "{'href':'https://example.org/','width':800,'height':600}"),
                page,
                mutation(
                        "{'parentId':5,'nextId':null,'node':" + text(10, "more") + "}",
                        "{'id':6,'attributes':{'class':'b','style':{'color':false,'top':'1px','left':['2px','important']},'title':null}}",
                        "{'id':7,'value':'Tea'}"),
                change(1, "'positions':[{'x':1,'y':2,'id':6,'timeOffset':-50}]"),
                change(2, "'type':2,'id':6,'x':1,'y':2,'pointerType':0"),
                change(3, "'id':1,'x':0,'y':300"),
                change(4, "'width':700,'height':500"),
                change(5, "'id':6,'text':'***','isChecked':false"),
                change(8, "'id':4,'adds':[{'rule':'.a > b { color: red; }','index':[0,1]}],'removes':[{'index':0}]"),
                change(13, "'id':4,'index':[0],'set':{'property':'color','value':'red','priority':'important'}"),
                change(14, "'ranges':[{'start':7,'startOffset':0,'end':7,'endOffset':2}]"),
                change(
                        15,
                        "'id':1,'styleIds':[1],'styles':[{'styleId':1,'rules':[{'rule':'a { top: 0px; }','index':0}]}]"),
                event(
                        5,
                        "{'tag':'polku:console','payload':{'level':'warn','text':'Careful: javascript:x','count':2}}"));

        JsonNode clean = events(events.toArray(String[]::new));

        JsonNode given = JSON.readTree("[" + String.join(",", events).replace('\'', '"') + "]");
        assertThat(clean).hasSize(given.size());
        for (int i = 0; i < given.size(); i++) {
            ObjectNode expected = (ObjectNode) given.get(i);
            expected.put("timestamp", 3000);
            if (i == 1) {
                ((ObjectNode) expected.at("/data/node/childNodes/1/childNodes/1/childNodes/2/attributes"))
                        .put("href", "#");
            }
            assertThat(normal(clean.get(i))).isEqualTo(normal(expected));
        }
    }

    /** Numbers may be written otherwise. */
    private static JsonNode normal(JsonNode node) throws Exception {
        if (node.isNumber()) {
            return JsonNodeFactory.instance.numberNode(node.doubleValue());
        }
        if (node.isArray()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (JsonNode each : node) {
                all.add(normal(each));
            }
            return all;
        }
        if (node.isObject()) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> each : node.properties()) {
                all.set(each.getKey(), normal(each.getValue()));
            }
            return all;
        }
        return node;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>|'src':'https://evil.test/x.js'",
                "<iframe>|'srcdoc':'<b>evil</b>','src':'https://evil.test/'",
                "<img>|'src':'https://evil.test/a.png','onerror':'evil()','srcset':'https://evil.test/b.png 2x'",
                "<img>|'src':'javascript:evil()'",
                "<img>|'src':'https://example.org@evil.test/a.png'",
                "<img>|'src':'//evil.test/a.png'",
                "<img>|'src':'https://evil.test\\\\\\\\.example.org/'",
                "<a>|'href':'javascript:evil()','ping':'https://evil.test/'",
                "<form>|'action':'https://evil.test/','onsubmit':'evil()'",
                "<button>|'formaction':'javascript:evil()'",
                "<meta>|'http-equiv':'refresh','content':'0;url=https://evil.test/'",
                "<base>|'href':'https://evil.test/'",
                "<link>|'rel':'stylesheet','href':'https://evil.test/a.css'",
                "<link>|'_cssText':'@import url(https://evil.test/a.css); a{background:url(https://evil.test/)}'",
                "<style>|'_cssText':'a{background:\\\\75 rl(https://evil.test/)}'",
                "<object>|'data':'https://evil.test/'",
                "<embed>|'src':'https://evil.test/'",
                "<video>|'poster':'https://evil.test/a.png','src':'https://evil.test/a.mp4'",
                "<div>|'style':'background:URL(  https://evil.test/ )'",
                "<div>|'style':'background:image-set(\\\"https://evil.test/\\\" 1x)'",
                "<div>|'style':'width:expression(evil())','__proto__':{'evil':1},'constructor':'evil'",
                "<svg>|'onload':'evil()','xlink:href':'https://evil.test/'",
                "<foreignObject>|'onload':'evil()'",
                "<use>|'href':'https://evil.test/a.svg#x'",
                "<image>|'href':'https://evil.test/a.svg'",
                "<rect>|'fill':'url(https://evil.test/a.svg#p)'",
                "<animate>|'attributeName':'href','values':'javascript:evil()'",
                "<portal>|'src':'https://evil.test/'"
            })
    void hostileElements_inASnapshotAddedOrChanged_saysNothing(String hostile) throws Exception {
        String tag = hostile.substring(1, hostile.indexOf('>'));
        String attributes = hostile.substring(hostile.indexOf('|') + 1);
        String element = element(20, tag, attributes, element(21, "script", "", text(22, "evil()")));

        String clean = events(
                        snapshot(element),
                        mutation("{'parentId':5,'nextId':null,'node':" + element + "}", "", ""),
                        mutation("", "{'id':20,'attributes':{" + attributes + "}}", ""),
                        // of a node that nothing is known of
                        mutation("", "{'id':77,'attributes':{" + attributes + "}}", ""))
                .toString()
                .toLowerCase(Locale.ROOT);

        assertThat(clean).doesNotContain("evil").doesNotContain("<script").doesNotContain("\"script\"");
        // neighbours are named by it
        assertThat(clean).contains("\"id\":20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@import 'https://evil.test/';",
                "@IMPORT/**/url(https://evil.test/);",
                "@\\\\69mport url(https://evil.test/);",
                "a{background:url('https://evil.test/')}",
                "a{background:u\\\\72l(https://evil.test/)}",
                "a{background:url(/**/https://evil.test/)}",
                "a{background:url(data:text/html,evil)}",
                "a{background:url(javascript:evil())}",
                "a{background:image-set('https://evil.test/' 1x, url(https://evil.test/) 2x)}",
                "a{background:-webkit-image-set(url(https://evil.test/) 1x)}",
                "a{b:expression(evil())}",
                "a{-moz-binding:url(https://evil.test/#evil)}",
                "a{behavior:url(https://evil.test/)}",
                "@font-face{font-family:x;src:url(https://evil.test/f.woff)}",
                "a{background:url(https://evil.test/",
                "a{/* evil */color:red}",
                "a{background:url(https://example.org.evil.test/)}"
            })
    void hostileStyles_inEveryPlace_loadNothing(String css) throws Exception {
        String clean = events(
                        snapshot(
                                element(20, "style", "", text(21, css.replace('\'', '`'))),
                                element(22, "style", "'_cssText':'" + css.replace('\'', '`') + "'")),
                        change(8, "'id':20,'adds':[{'rule':'" + css.replace('\'', '`') + "','index':0}]"),
                        change(8, "'styleId':1,'replaceSync':'" + css.replace('\'', '`') + "'"),
                        change(
                                13,
                                "'id':20,'index':[0],'set':{'property':'color','value':'" + css.replace('\'', '`')
                                        + "'}"),
                        change(
                                15,
                                "'id':1,'styleIds':[1],'styles':[{'styleId':1,'rules':[{'rule':'"
                                        + css.replace('\'', '`') + "'}]}]"),
                        mutation("", "", "{'id':21,'value':'" + css.replace('\'', '`') + "'}"))
                .toString();
        JsonNode strings = events(
                change(8, "'id':20,'adds':[{'rule':'" + css.replace("'", "\\\"") + "','index':0}]"),
                mutation("", "", "{'id':99,'value':'" + css.replace("'", "\\\"") + "'}"));

        String expected = css.contains("'") ? "evil.test`" : "evil";
        assertThat(clean).doesNotContain(expected);
        assertThat(strings.at("/0").toString()).doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':6,'timestamp':1,'data':{'plugin':'evil','payload':{}}}",
                "{'type':7,'timestamp':1,'data':{'url':'https://evil.test/'}}",
                "{'type':'2','timestamp':1,'data':{}}",
                "{'type':3,'timestamp':'evil','data':{'source':3}}",
                "{'type':3,'timestamp':1,'data':{'source':11,'text':'evil'}}",
                "{'type':3,'timestamp':1,'data':{'source':16,'define':{'name':'evil-x'}}}",
                "{'type':3,'timestamp':1,'data':{'source':1,'positions':[]}}",
                "{'type':3,'timestamp':1,'data':{'source':2,'type':99,'id':1}}",
                "{'type':3,'timestamp':1,'data':{'source':10,'family':'x','buffer':true,'fontSource':'evil'}}",
                "{'type':3,'timestamp':1,'data':{'source':9,'id':1,'type':1,'property':'evil','args':[]}}",
                "{'type':3,'timestamp':1,'data':{'source':9,'id':1,'type':0,'commands':[{'property':'constructor','args':['evil']}]}}",
                "{'type':3,'timestamp':1,'data':{'source':9,'id':1,'type':0,'commands':[{'property':'drawImage','args':[{'rr_type':'Function','args':['evil']}]}]}}",
                "{'type':3,'timestamp':1,'data':{'source':9,'id':1,'type':0,'commands':[{'property':'drawImage','args':[{'rr_type':'WebSocket','args':['wss://evil.test']}]}]}}",
                "{'type':3,'timestamp':1,'data':{'source':9,'id':1,'type':0,'commands':[{'property':'drawImage','args':[{'rr_type':'HTMLImageElement','src':'https://evil.test/'}]}]}}",
                "{'type':5,'timestamp':1,'data':{'tag':'evil','payload':{}}}",
                "{'type':2,'timestamp':1,'data':{'node':{'type':2,'id':1,'tagName':'evil'}}}",
                "{'type':2,'timestamp':1,'data':null}",
                "{}"
            })
    void unknownAndHostileEvents_areDroppedAndCounted(String event) throws Exception {
        Sanitised clean = sanitise("[" + event.replace('\'', '"') + "]", CHUNK);

        assertThat(clean.events()).isEmpty();
        assertThat(clean.dropped()).isEqualTo(1);
    }

    @Test
    void whatTheTrackerSays_isFlatAndLeadsNowhere() throws Exception {
        JsonNode clean = events(event(
                5,
                "{'tag':'polku:page','payload':{'url':'javascript:evil()','title':'T','pageview':7,'__proto__':{'evil':1},"
                        + "'constructor':'evil','nested':{'evil':1},'list':['evil'],'far':1e300,'ok':true}}"));

        assertThat(clean.at("/0/data/payload").toString())
                .isEqualTo("{\"url\":\"\",\"title\":\"T\",\"pageview\":7,\"ok\":true}");
    }

    @Test
    void canvas_drawnInTwoDimensions_isKept() throws Exception {
        JsonNode clean = events(change(
                9,
                "'id':6,'type':0,'commands':[{'property':'clearRect','args':[0,0,10,10]},{'property':'drawImage','args':"
                        + "[{'rr_type':'ImageBitmap','args':[{'rr_type':'Blob','data':[{'rr_type':'ArrayBuffer','base64':'QUJD'}],"
                        + "'type':'image/png'}]},0,0]},{'property':'fillStyle','args':['red'],'setter':true}]"));

        assertThat(clean.at("/0/data/commands")).hasSize(3);
        assertThat(clean.at("/0/data/commands/1/args/0/args/0/data/0/base64").asText())
                .isEqualTo("QUJD");
    }

    @Test
    void times_lieWithinTheChunk() throws Exception {
        String content = "[{\"type\":0,\"timestamp\":-9223372036854775808,\"data\":{}},{\"type\":0,\"timestamp\":5000},"
                + "{\"type\":0,\"timestamp\":1700000000000}]";

        JsonNode clean = sanitise(content, CHUNK).events();

        assertThat(clean.findValuesAsText("timestamp")).containsExactly("2000", "6000", "9000");
    }

    @Test
    void afterAGap_changesAreLeftOutUntilTheNextFullSnapshot() throws Exception {
        Recording.Chunk afterGap = new Recording.Chunk(3, 1, 2000, 9000, 1, 1, true, true, false);
        String scroll = change(3, "'id':1,'x':0,'y':1");
        String content = String.join(",", scroll, event(5, "{'tag':'polku:hidden','payload':{}}"), snapshot(), scroll);

        Sanitised clean = sanitise("[" + content.replace('\'', '"') + "]", afterGap);

        assertThat(clean.events().findValuesAsText("source")).hasSize(1);
        assertThat(clean.events()).hasSize(3);
        assertThat(clean.dropped()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "x",
                "{}",
                "null",
                "[1,2]",
                "[{}",
                "[{\"type\":0,\"timestamp\":1,\"data\":{",
                "[{\"a\":\"\\ud800\"}]"
            })
    void textThatIsNoArrayOfEvents_givesNone(String content) throws Exception {
        assertThat(sanitise(content, CHUNK).events()).isEmpty();
        assertThat(sanitise(content, CHUNK).dropped()).isGreaterThanOrEqualTo(content.equals("[]") ? 0 : 1);
    }

    @Test
    void aChunkCutAnywhere_givesTheEventsBeforeTheCut() throws Exception {
        String content = "["
                + String.join(",", List.of(snapshot(), change(3, "'id':1,'x':0,'y':1"), snapshot()))
                        .replace('\'', '"') + "]";
        for (int cut = 0; cut < content.length(); cut += 7) {
            JsonNode clean = sanitise(content.substring(0, cut), CHUNK).events();
            assertThat(clean.size()).isLessThanOrEqualTo(3);
        }
        assertThat(sanitise(content, CHUNK).events()).hasSize(3);
    }

    /** Every member of every kind of event, with every type of value in its place. */
    @Test
    void wrongTypesInEveryMember_areNeverAFault() throws Exception {
        String[] kinds = {
            snapshot(element(6, "div", "'style':'a'", text(7, "x"))),
            mutation(
                    "{'parentId':5,'nextId':null,'node':" + text(10, "x") + "}",
                    "{'id':6,'attributes':{'style':{'top':['1','2']}}}",
                    "{'id':7,'value':'x'}"),
            change(1, "'positions':[{'x':1,'y':2,'id':6,'timeOffset':-50}]"),
            change(2, "'type':2,'id':6,'x':1,'y':2"),
            change(5, "'id':6,'text':'x','isChecked':true"),
            change(7, "'type':0,'id':6,'currentTime':1,'volume':1,'muted':true,'loop':true,'playbackRate':1"),
            change(8, "'id':4,'adds':[{'rule':'a{}','index':[0]}],'removes':[{'index':0}],'replace':'a{}'"),
            change(
                    9,
                    "'id':6,'type':0,'commands':[{'property':'arc','args':[1,[2],{'rr_type':'Blob','data':[1]}],'setter':false}]"),
            change(10, "'family':'x','fontSource':'[1]','buffer':true,'descriptors':{'style':'x'}"),
            change(13, "'id':4,'index':[0],'set':{'property':'color','value':'red'},'remove':{'property':'top'}"),
            change(14, "'ranges':[{'start':7,'startOffset':0,'end':7,'endOffset':2}]"),
            change(15, "'id':1,'styleIds':[1],'styles':[{'styleId':1,'rules':[{'rule':'a{}','index':0}]}]"),
            event(4, "{'href':'https://example.org/','width':1,'height':1}"),
            event(5, "{'tag':'polku:x','payload':{'a':1}}")
        };
        List<JsonNode> values = new ArrayList<>();
        for (String value : List.of(
                "null",
                "true",
                "-1",
                "1e400",
                "99999999999999999999",
                "\"\"",
                "\"x\"",
                "[]",
                "[null]",
                "[[]]",
                "{}",
                "{\"__proto__\":1}",
                "[{\"id\":{}}]")) {
            values.add(JSON.readTree(value.equals("1e400") ? "1.5" : value));
        }
        for (String kind : kinds) {
            JsonNode given = JSON.readTree(kind.replace('\'', '"'));
            for (String pointer : pointers(given, "")) {
                for (JsonNode value : values) {
                    JsonNode changed = replaced(given.deepCopy(), pointer, value);
                    assertThat(sanitise("[" + changed + "]", CHUNK).events().size())
                            .isLessThanOrEqualTo(1);
                }
            }
        }
    }

    private static List<String> pointers(JsonNode node, String at) {
        List<String> all = new ArrayList<>();
        if (node.isObject()) {
            node.properties().forEach(each -> {
                all.add(at + "/" + each.getKey());
                all.addAll(pointers(each.getValue(), at + "/" + each.getKey()));
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                all.add(at + "/" + i);
                all.addAll(pointers(node.get(i), at + "/" + i));
            }
        }
        return all;
    }

    private static JsonNode replaced(JsonNode root, String pointer, JsonNode value) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = root.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        if (parent instanceof ObjectNode object) {
            object.set(name, value);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(name), value);
        }
        return root;
    }

    @Test
    void hugeAndDeepTrees_areCut_andTheRestIsPlayed() throws Exception {
        StringBuilder wide = new StringBuilder();
        for (int i = 0; i < RecordedTree.MOST_NODES + 500; i++) {
            wide.append(i == 0 ? "" : ",").append(text(100 + i, "x"));
        }
        JsonNode clean = events(snapshot(wide.toString()), change(3, "'id':1,'x':0,'y':1"));
        assertThat(clean.at("/0/data/node/childNodes/1/childNodes/1/childNodes").size())
                .isEqualTo(RecordedTree.MOST_NODES - 5);
        assertThat(clean).hasSize(2);

        String deep = element(6, "p", "");
        for (int i = 0; i < 5000; i++) {
            deep = "{'type':2,'id':6,'tagName':'p','attributes':{},'childNodes':[" + deep + "]}";
        }
        assertThat(events(snapshot(), snapshot(deep))).hasSize(1);
    }

    /** Bytes of any kind: no fault, and whatever comes out can be read. */
    @Test
    void noise_isNeverAFault() throws Exception {
        Random random = new Random(3);
        String page = ("["
                        + String.join(
                                ",", List.of(snapshot(element(6, "div", "'style':'a{b:url(c)}'")), change(3, "'id':1")))
                        + "]")
                .replace('\'', '"');
        for (int round = 0; round < 500; round++) {
            StringBuilder noise = new StringBuilder(page);
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                noise.setCharAt(
                        random.nextInt(noise.length()), (char) random.nextInt(random.nextBoolean() ? 128 : 0xd7ff));
            }
            assertThat(sanitise(noise.toString(), CHUNK).events().size()).isLessThanOrEqualTo(2);
        }
    }
}
