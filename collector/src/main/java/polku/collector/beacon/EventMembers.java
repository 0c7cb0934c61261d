package polku.collector.beacon;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import polku.collector.beacon.Beacon.Revenue;
import polku.storage.write.Product;

/** What the events of browsers and of servers have in common. */
final class EventMembers {
    private static final int MAX_PRODUCTS = 50;
    private static final int MAX_PRODUCT_ID = 64;
    private static final int MAX_PRODUCT_TEXT = 128;
    private static final int MAX_QUANTITY = 10_000;

    private EventMembers() {}

    static Map<String, String> props(JsonReader json) {
        return json.properties(Limits.PROPS, Limits.PROP_KEY, Limits.PROP_VALUE);
    }

    static Revenue revenue(JsonReader json) {
        String where = json.where();
        json.startObject();
        BigDecimal amount = null;
        String currency = null;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            json.at(where, member);
            switch (member) {
                case "amount" -> amount = amount(json);
                case "currency" -> currency = currency(json);
                default -> json.skip();
            }
        }
        json.at(where);
        if (amount == null || currency == null) {
            throw json.wrong("must have an amount and a currency");
        }
        return new Revenue(amount, currency);
    }

    private static BigDecimal amount(JsonReader json) {
        return json.decimal(Limits.AMOUNT.negate(), Limits.AMOUNT);
    }

    private static String currency(JsonReader json) {
        String code = json.text(3);
        for (int i = 0; i < code.length(); i++) {
            if (code.charAt(i) < 'A' || code.charAt(i) > 'Z') {
                throw json.wrong("must be three capital letters");
            }
        }
        if (code.length() != 3) {
            throw json.wrong("must be three capital letters");
        }
        return code;
    }

    static List<Product> products(JsonReader json) {
        String where = json.where();
        json.startArray();
        List<Product> products = new ArrayList<>();
        while (json.nextElement()) {
            if (products.size() == MAX_PRODUCTS) {
                json.at(where);
                throw json.wrong("must have at most " + MAX_PRODUCTS + " elements");
            }
            products.add(product(json, where + "[" + products.size() + "]"));
        }
        json.at(where);
        return products;
    }

    private static Product product(JsonReader json, String where) {
        json.at(where);
        json.startObject();
        String id = null;
        String name = "";
        String category = "";
        String variant = "";
        @Nullable BigDecimal price = null;
        int quantity = 1;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            json.at(where, member);
            switch (member) {
                case "id" -> id = json.filledText(MAX_PRODUCT_ID);
                case "name" -> name = json.text(MAX_PRODUCT_TEXT);
                case "category" -> category = json.text(MAX_PRODUCT_TEXT);
                case "variant" -> variant = json.text(MAX_PRODUCT_TEXT);
                case "price" -> price = amount(json);
                case "quantity" -> quantity = (int) json.integer(1, MAX_QUANTITY);
                default -> json.skip();
            }
        }
        json.at(where);
        if (id == null) {
            throw json.wrong("lacks 'id'");
        }
        return new Product(id, name, category, variant, price, quantity);
    }
}
