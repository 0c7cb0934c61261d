package polku.server.demo.simulator;

/** The shop's forms, and their fields as the tracker names them. */
enum ShopForm {
    SEARCH("form#find"),
    NEWSLETTER("form#newsletter"),
    BUY("form#buy"),
    CONTACT("form#step-contact"),
    SHIPPING("form#step-shipping"),
    PAYMENT("form#step-payment"),
    COUPON("form#coupon-form"),
    MESSAGE("form#message-form"),
    SIGN_IN("form#sign-in");

    private final String selector;

    ShopForm(String selector) {
        this.selector = selector;
    }

    String selector() {
        return selector;
    }

    /** @param seconds what it takes to fill, about */
    enum Field {
        SEARCH_WORDS(ShopForm.SEARCH, "q", "input#find-q", 4),
        LETTER_EMAIL(ShopForm.NEWSLETTER, "email", "input#letter-email", 7),
        SIZE(ShopForm.BUY, "size", "fieldset#sizes>div.choices>label.choice:nth-of-type(2)>input", 1),
        GRIND(ShopForm.BUY, "grind", "select#grind", 3),
        EMAIL(ShopForm.CONTACT, "email", "input#checkout-email", 8),
        NAME(ShopForm.CONTACT, "name", "input#checkout-name", 5),
        PHONE(ShopForm.CONTACT, "phone", "input#checkout-phone", 9),
        COUNTRY(ShopForm.SHIPPING, "country", "select#checkout-country", 3),
        STREET(ShopForm.SHIPPING, "street", "input#checkout-street", 8),
        POSTCODE(ShopForm.SHIPPING, "postcode", "input#checkout-postcode", 6),
        CITY(ShopForm.SHIPPING, "city", "input#checkout-city", 4),
        METHOD(ShopForm.SHIPPING, "method", "input#method-home", 3),
        WAY(ShopForm.PAYMENT, "way", "input#way-invoice", 2),
        NUMBER(ShopForm.PAYMENT, "number", "input#card-number", 11),
        EXPIRY(ShopForm.PAYMENT, "expiry", "input#card-expiry", 4),
        CODE(ShopForm.PAYMENT, "code", "input#card-code", 4),
        TERMS(ShopForm.PAYMENT, "terms", "input#terms", 1),
        COUPON_CODE(ShopForm.COUPON, "coupon", "input#coupon", 5),
        MESSAGE_EMAIL(ShopForm.MESSAGE, "email", "input#message-email", 8),
        MESSAGE_WORDS(ShopForm.MESSAGE, "words", "textarea#message-words", 45),
        SIGN_IN_EMAIL(ShopForm.SIGN_IN, "email", "input#sign-in-email", 7),
        SIGN_IN_PASSWORD(ShopForm.SIGN_IN, "password", "input#sign-in-password", 5);

        private final ShopForm form;
        private final String fieldName;
        private final String selector;
        private final int seconds;

        Field(ShopForm form, String fieldName, String selector, int seconds) {
            this.form = form;
            this.fieldName = fieldName;
            this.selector = selector;
            this.seconds = seconds;
        }

        ShopForm form() {
            return form;
        }

        String fieldName() {
            return fieldName;
        }

        String selector() {
            return selector;
        }

        int seconds() {
            return seconds;
        }
    }
}
