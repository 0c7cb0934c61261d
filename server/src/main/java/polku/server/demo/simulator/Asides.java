package polku.server.demo.simulator;

import java.util.List;
import java.util.Map;
import polku.server.demo.simulator.ShopForm.Field;

/** What visitors do now and then besides what they came for. */
final class Asides {
    private static final String FILM = "How we roast";
    private static final List<String> MILESTONES = List.of("play", "25", "50", "75", "complete");

    private final Trip trip;
    private final Recorder recorder;

    Asides(Trip trip) {
        this.trip = trip;
        this.recorder = trip.recorder;
    }

    /** On the front page: the film about the roastery. */
    void home() {
        if (trip.chance(0.04)) {
            for (String milestone : MILESTONES) {
                recorder.event("video", Walk.props("action", milestone, "title", FILM));
                recorder.read(2);
                if (trip.chance(0.25)) {
                    return;
                }
            }
        }
    }

    /** On a product's page: its story is copied, the brewing guide fetched, the growers' own site opened. */
    void product() {
        if (trip.chance(0.02)) {
            recorder.copy(
                    "main#main>div.page>div.product>div.product-words>p.story-text", trip.random.nextInt(12, 180));
        }
        if (trip.chance(0.015)) {
            download();
        }
        if (trip.chance(0.012)) {
            recorder.click(ShopElement.GROWERS_LINK, 1, trip.say("foot.farms"));
            recorder.event("outbound", Map.of("url", "https://growers.example/paahto"));
        }
    }

    void download() {
        recorder.click(ShopElement.GUIDE_LINK, 1, trip.say("foot.pdf"));
        recorder.event("download", Map.of("url", recorder.url("/assets/brewing-guide.pdf")));
    }

    /** After an order: the receipt is kept. */
    void thankYou() {
        if (trip.chance(0.12)) {
            recorder.print();
        }
        if (trip.chance(0.05)) {
            recorder.copy("dd#receipt-id", 13);
        }
    }

    /** In the footer of every page. */
    void letter(double share) {
        if (trip.chance(share)) {
            recorder.fill(Field.LETTER_EMAIL);
            recorder.click(ShopElement.SUBSCRIBE, 1, trip.say("foot.letter.go"));
            recorder.submit(ShopForm.NEWSLETTER);
            recorder.event("newsletter_signup", Map.of("place", "footer"));
            recorder.read(4);
        }
    }
}
