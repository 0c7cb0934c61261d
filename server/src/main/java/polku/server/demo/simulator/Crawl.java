package polku.server.demo.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import polku.server.demo.shop.Catalogue;
import polku.server.demo.shop.Catalogue.Product;
import polku.server.demo.shop.Language;
import polku.server.demo.simulator.Audience.Country;
import polku.server.demo.simulator.Audience.Device;
import polku.server.demo.simulator.Audience.Robot;
import polku.server.demo.simulator.Visit.Item;
import polku.server.demo.simulator.Visit.Page;
import polku.server.demo.simulator.Visit.Pageview;

/** A robot's visit: page after page, each looked at for a second or two, and nothing touched. */
final class Crawl {
    private static final int MOST_PAGES = 6;

    private Crawl() {}

    static Visit take(Catalogue catalogue, String origin, Robot robot, long startAt, RandomGenerator random) {
        String ip = robot.network() + "." + random.nextInt(256) + "." + random.nextInt(1, 255);
        Device device = new Device("robot", 1, List.of(), robot.userAgent(), "", "");
        Country country = new Country("US", 1, 0, List.of(), List.of());
        Person crawler = new Person("", "", country, "en-US", ip, device, 1_024, 1_024, 1);
        List<Page> pages = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        long at = startAt;
        for (int left = random.nextInt(1, MOST_PAGES + 1); left > 0; left--) {
            Product product = Audience.pick(catalogue.products(), random);
            ShopPage page = random.nextDouble() < 0.3 ? ShopPage.COFFEE : ShopPage.PRODUCT;
            Language language = random.nextDouble() < 0.5 ? Language.ENGLISH : Language.FINNISH;
            Place place = Place.of(page, language, product);
            pages.add(
                    new Page(Hex.of(random.nextLong()), place.path(), origin + place.address(), place.title(), "", 0));
            items.add(new Pageview(at, pages.size() - 1));
            at += random.nextInt(900, 2_500);
        }
        return new Visit(crawler, null, robot, random.nextLong(), pages, items);
    }
}
