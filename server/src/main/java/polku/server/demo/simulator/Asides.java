package polku.server.demo.simulator;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What visitors do now and then besides what the shop is for. */
final class Asides {
    private static final String FILM = "How we roast";
    private static final List<String> MILESTONES = List.of("play", "25", "50", "75", "complete");

    private final Recorder recorder;
    private final RandomGenerator random;

    Asides(Recorder recorder, RandomGenerator random) {
        this.recorder = recorder;
        this.random = random;
    }

    /** On the front page: the film about the roastery. */
    void home() {
        if (chance(0.04)) {
            for (String milestone : MILESTONES) {
                recorder.event("video", Walk.props("action", milestone, "title", FILM));
                recorder.read(2);
                if (chance(0.25)) {
                    return;
                }
            }
        }
    }

    /** On a product's page: its story is copied, the brewing guide fetched, the growers' own site opened. */
    void product() {
        if (chance(0.02)) {
            recorder.copy("main#main>div.page>div.product>div.product-words>p.story-text", random.nextInt(12, 180));
        }
        if (chance(0.015)) {
            recorder.click(ShopElement.GUIDE_LINK, 1, "Brewing guide (PDF)");
            recorder.event("download", Map.of("url", recorder.url("/assets/brewing-guide.pdf")));
        }
        if (chance(0.012)) {
            recorder.click(ShopElement.GROWERS_LINK, 1, "The farms we buy from");
            recorder.event("outbound", Map.of("url", "https://growers.example/paahto"));
        }
    }

    /** After an order: the receipt is kept. */
    void thankYou() {
        if (chance(0.12)) {
            recorder.print();
        }
        if (chance(0.05)) {
            recorder.copy("dd#receipt-id", 13);
        }
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }
}
