package polku.query.markup;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The elements and attributes of a recorded page that may be shown: those that make up its looks. What is not named here is left out,
 * above all whatever loads, runs, submits or leads elsewhere.
 */
public final class AllowedMarkup {
    private static final Set<String> ELEMENTS = words("""
            html head body title style link
            a abbr acronym address area article aside audio b bdi bdo big blockquote br button canvas caption center cite code col colgroup
            data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header
            hgroup hr i img input ins kbd label legend li main map mark menu meter nav ol optgroup option output p picture pre progress q rp
            rt ruby s samp search section select slot small source span strike strong sub summary sup table tbody td textarea tfoot th thead
            time tr tt u ul var video wbr iframe
            svg g path rect circle ellipse line polyline polygon text tspan textpath defs symbol use image marker mask pattern clippath
            lineargradient radialgradient stop filter desc
            feblend fecolormatrix fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedropshadow feflood
            fefunca fefuncb fefuncg fefuncr fegaussianblur femerge femergenode femorphology feoffset fespecularlighting fetile feturbulence
            """);
    /** Of the author's own making: harmless without scripts, and part of selectors and styles. */
    private static final Pattern CUSTOM_ELEMENT = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)+");

    private static final Set<String> ATTRIBUTES = words("""
            id class style title lang dir role hidden align valign width height bgcolor border cellpadding cellspacing color face size span
            colspan rowspan headers scope start reversed type value checked selected disabled readonly required multiple name for label
            placeholder rows cols wrap min max step open alt datetime cite sizes media rel part slot exportparts inert popover
            rr_width rr_height rr_scrollleft rr_scrolltop rr_open_mode _csstext
            xmlns viewbox preserveaspectratio d x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy points transform transform-origin pathlength
            fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
            stroke-miterlimit opacity visibility display overflow clip-path clip-rule clippathunits mask maskunits maskcontentunits filter
            filterunits primitiveunits gradientunits gradienttransform spreadmethod offset stop-color stop-opacity patternunits
            patterncontentunits patterntransform marker-start marker-mid marker-end markerwidth markerheight markerunits orient refx refy
            text-anchor dominant-baseline alignment-baseline baseline-shift font-family font-size font-style font-weight letter-spacing
            word-spacing text-decoration textlength lengthadjust startoffset rotate in in2 result values stddeviation mode operator k1 k2 k3
            k4 radius basefrequency numoctaves seed tablevalues slope intercept amplitude exponent flood-color flood-opacity lighting-color
            surfacescale diffuseconstant specularconstant specularexponent kernelmatrix order edgemode scale xchannelselector
            ychannelselector color-interpolation-filters vector-effect shape-rendering text-rendering image-rendering paint-order
            """);
    private static final Pattern DATA_OR_ARIA = Pattern.compile("(data|aria)-[a-z0-9._-]{1,60}");
    /** What the recorder names in its own way. */
    private static final Set<String> PICTURES = Set.of("src", "srcset", "poster", "rr_dataurl");

    private static final Pattern PICTURE_DATA = Pattern.compile(
            "data:image/(png|jpeg|gif|webp|avif|svg\\+xml|bmp|x-icon)[;,].*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern WEB = Pattern.compile("https?://.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern FRAGMENT = Pattern.compile("#[^\\s\"'<>]{0,200}");

    private AllowedMarkup() {}

    public static boolean isElement(String tag) {
        return tag.length() <= 60
                && (ELEMENTS.contains(tag) || CUSTOM_ELEMENT.matcher(tag).matches());
    }

    /**
     * @param tag in lower case
     * @param name as it stands
     * @param value as it stands
     */
    public static boolean isAttribute(String tag, String name, String value) {
        String plain = name.toLowerCase(Locale.ROOT);
        if (PICTURES.contains(plain)) {
            return !tag.equals("iframe") && (plain.equals("srcset") ? areWeb(value) : isPicture(value));
        }
        if (plain.equals("href") || plain.equals("xlink:href")) {
            // links look like links, and lead nowhere
            return switch (tag) {
                case "use", "lineargradient", "radialgradient", "pattern", "textpath", "filter" ->
                    FRAGMENT.matcher(value).matches();
                case "image" -> isPicture(value);
                default -> false;
            };
        }
        return ATTRIBUTES.contains(plain) || DATA_OR_ARIA.matcher(plain).matches();
    }

    public static boolean isLink(String tag, String name) {
        return (tag.equals("a") || tag.equals("area")) && name.equalsIgnoreCase("href");
    }

    private static boolean isPicture(String value) {
        return WEB.matcher(value).matches() || PICTURE_DATA.matcher(value).matches();
    }

    private static boolean areWeb(String srcset) {
        for (String candidate : srcset.split(",\\s")) {
            if (!WEB.matcher(candidate.strip()).matches()) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
