package polku.server.demo.simulator;

/** The shop's forms, and their fields as the tracker names them. */
enum ShopForm {
    SEARCH("header.top>form.find"),
    NEWSLETTER("form#newsletter"),
    BUY("form#buy"),
    CONTACT("form#step-contact"),
    SHIPPING("form#step-shipping"),
    PAYMENT("form#step-payment");

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
        SIZE(ShopForm.BUY, "size", "form#buy>fieldset>div.choices>label.choice:nth-of-type(2)>input", 1),
        GRIND(ShopForm.BUY, "grind", "form#buy>div.buy-row>label.field:nth-of-type(1)>select", 3),
        EMAIL(ShopForm.CONTACT, "email", "form#step-contact>label.field:nth-of-type(1)>input", 8),
        NAME(ShopForm.CONTACT, "name", "form#step-contact>label.field:nth-of-type(2)>input", 5),
        PHONE(ShopForm.CONTACT, "phone", "form#step-contact>label.field:nth-of-type(3)>input", 9),
        COUNTRY(ShopForm.SHIPPING, "country", "form#step-shipping>label.field:nth-of-type(1)>select", 3),
        STREET(ShopForm.SHIPPING, "street", "form#step-shipping>label.field:nth-of-type(2)>input", 8),
        POSTCODE(
                ShopForm.SHIPPING, "postcode", "form#step-shipping>div.field-pair>label.field:nth-of-type(1)>input", 6),
        CITY(ShopForm.SHIPPING, "city", "form#step-shipping>div.field-pair>label.field:nth-of-type(2)>input", 4),
        METHOD(
                ShopForm.SHIPPING,
                "method",
                "form#step-shipping>fieldset>div.choices.choices-stacked>label.choice:nth-of-type(2)>input",
                3),
        WAY(ShopForm.PAYMENT, "way", "form#step-payment>fieldset>div.choices>label.choice:nth-of-type(2)>input", 2),
        NUMBER(ShopForm.PAYMENT, "number", "div#card-fields>label.field>input", 11),
        EXPIRY(ShopForm.PAYMENT, "expiry", "div#card-fields>div.field-pair>label.field:nth-of-type(1)>input", 4),
        CODE(ShopForm.PAYMENT, "code", "div#card-fields>div.field-pair>label.field:nth-of-type(2)>input", 4),
        TERMS(ShopForm.PAYMENT, "terms", "form#step-payment>label.tick.field>input", 1);

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
