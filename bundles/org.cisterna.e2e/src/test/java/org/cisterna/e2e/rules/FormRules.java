// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What people type into, and what they press. */
final class FormRules {

    private static final Pattern DOSE =
            Pattern.compile("\\b(dose|rate|concentration|volume|total)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern DRUG_OR_CONCENTRATION =
            Pattern.compile("\\b(drug|concentration)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern AGAIN =
            Pattern.compile("\\b(again|repeat|retype|confirm)\\b", Pattern.CASE_INSENSITIVE);
    private static final Set<String> EMPTY_WORDS =
            Set.of("ok", "okay", "yes", "no", "submit", "apply", "go", "cancel", "continue?", "are you sure?");
    private static final Pattern GRAVE =
            Pattern.compile("^(stop|discard|revoke|remove|delete|reject|send|release)\\b", Pattern.CASE_INSENSITIVE);
    /** A sentence of at least a few words. */
    private static final int CONSEQUENCE = 25;

    private FormRules() {}

    /** A dose is typed as text: nothing turns at a wheel, nothing is rounded, nothing stands there before. */
    static List<String> h10(Document page) {
        List<String> found = new ArrayList<>();
        for (Element field : page.select("input[type=number], input[type=range]")) {
            found.add("the field \"" + label(page, field) + "\" changes at a wheel or an arrow key");
        }
        for (Element field : typed(page)) {
            String label = label(page, field);
            if (field.attr("inputmode").equals("decimal") || DOSE.matcher(label).find()) {
                if (!field.attr("inputmode").equals("decimal")) {
                    found.add("the field \"" + label + "\" brings no keyboard with digits");
                }
                if (!field.attr("autocomplete").equals("off")) {
                    found.add("the field \"" + label + "\" lets the browser fill it");
                }
                if (!field.attr("value").isEmpty() && page.selectFirst("[aria-invalid=true]") == null) {
                    found.add("the field \"" + label + "\" is filled before anybody typed");
                }
            }
        }
        return found;
    }

    /** A time of day is typed as text of 24 hours. */
    static List<String> h11(Document page) {
        List<String> found = new ArrayList<>();
        for (Element field : page.select("input[type=time], input[type=datetime-local], input[type=date]")) {
            found.add("the field \"" + label(page, field) + "\" is drawn as the browser's language has it");
        }
        return found;
    }

    /** Drug and concentration are not changed with a programme; they belong to the visit in which the reservoir is filled. */
    static List<String> h18(Document page) {
        List<String> found = new ArrayList<>();
        boolean wizard = page.selectFirst("[aria-label=Steps of a change of dose]") != null;
        if (!isVerifying(page) && (wizard || heading(page).contains("programme"))) {
            for (Element field : typed(page)) {
                if (DRUG_OR_CONCENTRATION.matcher(label(page, field)).find()) {
                    found.add("the field \"" + label(page, field) + "\" changes what is in the reservoir");
                }
            }
        }
        return found;
    }

    /** The second person types blind: the page has fields for drug, concentration and total, empty, and shows none of these values. */
    static List<String> h21(Document page) {
        if (!isVerifying(page)) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        for (Element field : typed(page)) {
            String label = label(page, field).toLowerCase(Locale.ROOT);
            labels.add(label);
            if (DOSE.matcher(label).find()
                    && !field.attr("value").isEmpty()
                    && page.selectFirst("[aria-invalid=true]") == null) {
                found.add("the field \"" + label + "\" is filled");
            }
        }
        for (String wanted : List.of("drug", "concentration", "total")) {
            if (labels.stream().noneMatch(label -> label.contains(wanted))) {
                found.add("there is no field for the " + wanted);
            }
        }
        Element main = page.selectFirst("main");
        Element shown = main == null ? page.body() : main;
        Pattern dose = Pattern.compile("\\d[ \\u00a0\\u202f]?(?:ng|mcg|mg)(?:/(?:day|h|mL))?(?!\\w)");
        for (Blocks.Block block : Blocks.of(shown)) {
            boolean example = block.text().toLowerCase(Locale.ROOT).contains("for example");
            if (dose.matcher(block.text()).find() && !example) {
                found.add("the value is shown: \"" + block.text() + "\"");
            }
        }
        return found;
    }

    /** Who wrote a draft is offered no form to verify it. */
    static List<String> h22(Document page) {
        Element me = page.selectFirst("header .me-name");
        String author = page.select("dt").stream()
                .filter(term -> term.text().toLowerCase(Locale.ROOT).matches("author|drafted by"))
                .map(term -> term.nextElementSibling() == null
                        ? ""
                        : term.nextElementSibling().text())
                .findFirst()
                .orElse("");
        if (me == null || author.isEmpty() || !me.text().contains(author)) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        for (Element button : page.select("form[method=post] button")) {
            if (button.text().toLowerCase(Locale.ROOT).matches(".*\\b(verify|accept|approve)\\b.*")) {
                found.add(author + " is offered \"" + button.text() + "\" for a draft of their own");
            }
        }
        return found;
    }

    /** A button says what it does, what cannot be undone says what follows, and the focus does not start there. */
    static List<String> h37(Document page) {
        List<String> found = new ArrayList<>();
        for (Element button : page.select("button, input[type=submit], a[role=button]")) {
            String name = name(button);
            if (EMPTY_WORDS.contains(name.toLowerCase(Locale.ROOT))) {
                found.add("the button \"" + name + "\" does not say what it does");
            }
            Element form = button.closest("form");
            if (form != null
                    && form.attr("method").equalsIgnoreCase("post")
                    && GRAVE.matcher(name).find()) {
                String around = Blocks.text(form).replace(name, "");
                if (around.length() < CONSEQUENCE && described(page, button).length() < CONSEQUENCE) {
                    found.add("\"" + name + "\" does not say what follows");
                }
                if (button.hasAttr("autofocus")) {
                    found.add("the focus begins on \"" + name + "\"");
                }
            }
        }
        return found;
    }

    /** Nothing is asked twice of one person, and passwords can come from a password manager. */
    static List<String> h42(Document page) {
        List<String> found = new ArrayList<>();
        for (Element form : page.select("form")) {
            Set<String> labels = new HashSet<>();
            for (Element field : form.select("input, select, textarea")) {
                String label = label(page, field);
                boolean chosen = field.attr("type").matches("hidden|radio|checkbox|submit");
                if (!chosen && !label.isEmpty() && !labels.add(label)) {
                    found.add("\"" + label + "\" is asked twice in one form");
                }
                // a new password is not seen while it is typed
                boolean unseen = field.attr("type").equals("password")
                        && field.attr("autocomplete").equals("new-password");
                boolean breakGlass = heading(page).contains("break-glass");
                if (!chosen && AGAIN.matcher(label).find() && !breakGlass && !unseen) {
                    found.add("\"" + label + "\" asks for what was typed before");
                }
            }
        }
        for (Element field : page.select("input[type=password]")) {
            if (!field.attr("autocomplete").matches("current-password|new-password")) {
                found.add("a password manager cannot fill \"" + label(page, field) + "\"");
            }
        }
        return found;
    }

    /** A form does its act once, however often it is sent: it carries a key of its own. */
    static List<String> h47(Document page) {
        List<String> found = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Element form : page.select("form")) {
            // signing out twice is signing out
            boolean acts = form.select("button").stream()
                    .noneMatch(button -> button.text().equals("Sign out"));
            if (acts && form.attr("method").equalsIgnoreCase("post")) {
                String key = form.select("input[type=hidden]").stream()
                        .filter(field -> field.attr("name").matches(".*(once|idempotency|nonce).*"))
                        .map(field -> field.attr("value"))
                        .findFirst()
                        .orElse("");
                String buttons = form.select("button").eachText().toString();
                if (key.isEmpty()) {
                    found.add("the form " + buttons + " would act twice at a double click");
                } else if (!keys.add(key)) {
                    found.add("the form " + buttons + " shares its key with another");
                }
            }
        }
        return found;
    }

    /** Fields that are typed into. */
    static List<Element> typed(Document page) {
        return page.select("input").stream()
                .filter(field ->
                        field.attr("type").isEmpty() || field.attr("type").matches("text|tel|search"))
                .toList();
    }

    /** What names a field for people. */
    static String label(Document page, Element field) {
        if (field.hasAttr("aria-label")) {
            return field.attr("aria-label");
        }
        if (field.hasAttr("aria-labelledby")) {
            StringBuilder all = new StringBuilder();
            for (String id : field.attr("aria-labelledby").split("\\s+", -1)) {
                Element part = id.isEmpty() ? null : page.getElementById(id);
                all.append(part == null ? "" : part.text()).append(' ');
            }
            return all.toString().strip();
        }
        Element around = field.closest("label");
        if (around != null) {
            return around.text();
        }
        return field.id().isEmpty()
                ? ""
                : page.select("label").stream()
                        .filter(label -> label.attr("for").equals(field.id()))
                        .map(Element::text)
                        .findFirst()
                        .orElse("");
    }

    private static String described(Document page, Element button) {
        StringBuilder all = new StringBuilder();
        for (String id : button.attr("aria-describedby").split("\\s+", -1)) {
            Element words = id.isEmpty() ? null : page.getElementById(id);
            all.append(words == null ? "" : words.text());
        }
        return all.toString();
    }

    private static String name(Element button) {
        String label = button.attr("aria-label");
        return !label.isEmpty() ? label : button.normalName().equals("input") ? button.attr("value") : button.text();
    }

    /** Whether the page is where the second person signs. */
    private static boolean isVerifying(Document page) {
        return heading(page).contains("second person")
                && page.select("form[method=post] button").eachText().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).matches(".*\\b(verify|accept|compare)\\b.*"));
    }

    private static String heading(Document page) {
        Element heading = page.selectFirst("h1");
        return heading == null ? "" : heading.text().toLowerCase(Locale.ROOT);
    }
}
