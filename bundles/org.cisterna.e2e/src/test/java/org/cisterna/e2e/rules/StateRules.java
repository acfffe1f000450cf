// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What is said of a pump, of a change and of its end. */
final class StateRules {

    private static final Pattern CHANGE = Pattern.compile(
            "[+\\-−][\\d,.]+[ \\u00a0\\u202f](?:ng|mcg|mg)(?:/day)?.{0,12}[+\\-−][\\d,.]+[ \\u00a0\\u202f]?%");
    private static final Pattern SOURCE =
            Pattern.compile("\\b(measured|calculated|projected|entered by hand|attested)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern ALARM = Pattern.compile("^(!{1,3})\\s*(High|Medium|Low):\\s*(.*)$", Pattern.DOTALL);
    private static final Pattern AGE = Pattern.compile(
            "in session|projected\\s*since|overdue|not (?:been )?read|never read|by hand|driver stopped|unknown|telemetry lost",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NOTHING =
            Pattern.compile("|-+|null|undefined|NaN|N/?A|n/?a|Optional.*|none", Pattern.CASE_INSENSITIVE);
    private static final Pattern GIVEN = Pattern.compile("\\d+(?:[.,]\\d+)*");

    private StateRules() {}

    /** Every setting stands old beside new, what changes first. */
    static List<String> h15(Document page) {
        List<String> found = new ArrayList<>();
        for (Element table : page.select("table")) {
            int before = column(table, "pump now");
            int after = column(table, "new");
            if (before < 0 || after < 0) {
                continue;
            }
            boolean same = false;
            Set<String> settings = new HashSet<>();
            for (Element row : table.select("tbody tr")) {
                String old = cell(row, before);
                String fresh = cell(row, after);
                settings.add(cell(row, 0).toLowerCase(Locale.ROOT));
                if (old.isEmpty() || fresh.isEmpty()) {
                    found.add("\"" + cell(row, 0) + "\" does not stand old beside new");
                }
                if (same && !old.equals(fresh)) {
                    found.add("\"" + cell(row, 0) + "\" changes and stands below what does not");
                }
                same |= old.equals(fresh);
            }
            for (String wanted : List.of("mode", "drug", "concentration")) {
                if (settings.stream().noneMatch(setting -> setting.contains(wanted))) {
                    found.add("the " + wanted + " is not among the settings");
                }
            }
        }
        return found;
    }

    /** A change is told by words and place, not by colour alone. */
    static List<String> h16(Document page) {
        List<String> found = new ArrayList<>();
        for (Element mark : page.select("ins, del, mark, .changed, .was, .now")) {
            if (mark.closest("svg") != null) {
                // the line of the present moment in a plot, which has its word beside it
                continue;
            }
            Element table = mark.closest("table");
            boolean columns = table != null && column(table, "pump now") >= 0 && column(table, "new") >= 0;
            Element row = mark.closest("tr, li, p, dd, div");
            String words = row == null ? "" : row.text().toLowerCase(Locale.ROOT);
            if (!columns && !words.matches("(?s).*\\b(was|now|new|old|before|after|changed)\\b.*")) {
                found.add("\"" + mark.text() + "\" is marked as changed by its looks alone");
            }
        }
        return found;
    }

    /** Steps of a day come with the total of 24 hours, and with the change as an amount and in per cent. */
    static List<String> h17(Document page) {
        List<String> found = new ArrayList<>();
        Element main = page.selectFirst("main");
        if (main == null) {
            return found;
        }
        boolean steps =
                main.select("table").stream().anyMatch(table -> column(table, "from") >= 0 && column(table, "to") >= 0)
                        || main.select("legend, label").stream()
                                .anyMatch(label -> label.text().matches("Step \\d+\\b.*"));
        boolean proposal = main.select("table").stream().anyMatch(table -> column(table, "pump now") >= 0)
                || List.of("PASS", "CONFIRM", "BLOCK").stream()
                        .anyMatch(word -> !verdicts(page, word).isEmpty());
        String all = Blocks.text(main);
        if ((steps || proposal)
                && !all.toLowerCase(Locale.ROOT).matches("(?s).*\\b(per|in) 24[ \\u00a0\\u202f]h\\b.*")) {
            found.add("steps are shown without the total per 24 h");
        }
        if (proposal && !CHANGE.matcher(all).find()) {
            found.add("a change is proposed without saying how much it is as an amount and in per cent");
        }
        return found;
    }

    /** CONFIRM asks for a reason; BLOCK leaves no way on. */
    static List<String> h19(Document page) {
        List<String> found = new ArrayList<>();
        for (Element word : verdicts(page, "CONFIRM")) {
            Element row = row(word);
            Element form = page.selectFirst("form[method=post]");
            if (form != null
                    && row.select("select, input:not([type=hidden]), textarea").isEmpty()) {
                found.add("\"" + row.text() + "\" asks for no reason");
            }
        }
        if (!verdicts(page, "BLOCK").isEmpty()) {
            for (Element button : page.select("form[method=post] button")) {
                // leaving is no way past anything, and stands on every page
                if (button.text().matches("(?i).*\\b(continue|sign(?! out)|send|release|override|approve)\\b.*")) {
                    found.add("\"" + button.text() + "\" is a way past BLOCK");
                }
            }
        }
        return found;
    }

    /** What holds a change up names value, limit, and where the limit comes from in which version. */
    static List<String> h20(Document page) {
        List<String> found = new ArrayList<>();
        for (String verdict : List.of("CONFIRM", "BLOCK")) {
            for (Element word : verdicts(page, verdict)) {
                String row = row(word).text();
                if (!row.matches("(?s).*\\d.*")) {
                    found.add("no value is named: \"" + row + "\"");
                }
                if (!row.matches(
                        "(?is).*\\b(limit|ceiling|at most|at least|maximum|minimum|step|threshold|policy|above|below|no rule|only)\\b.*")) {
                    found.add("no limit is named: \"" + row + "\"");
                }
                if (!row.matches("(?is).*\\b(v\\d|version|library|institution|pump).*")) {
                    found.add("neither source nor version is named: \"" + row + "\"");
                }
            }
        }
        return found;
    }

    /** While an outcome is unknown nothing is sent again, and the way out is offered: there, or on the pump's page to which its row in a list leads. */
    static List<String> h24(Document page) {
        boolean unknown = page.select("h1, h2, h3, [role=status], [role=alert], strong").stream()
                .anyMatch(
                        each -> each.text().matches("(?is).*\\b(outcome (is )?unknown|unknown outcome|^unknown\\b).*"));
        if (!unknown) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        for (Element button : page.select("main button")) {
            if (button.text().matches("(?i).*\\b(re)?send\\b.*") && !button.hasAttr("disabled")) {
                found.add("\"" + button.text() + "\" is offered while the outcome is unknown");
            }
        }
        boolean read = page.select("main button, main a").stream()
                .anyMatch(each -> each.text().matches("(?i).*\\bread\\b.*"));
        boolean leads = page.select("table.fleet tbody tr").stream()
                .anyMatch(row -> row.text().matches("(?is).*\\bunknown\\b.*")
                        && !row.select("a[href*=/pumps/]").isEmpty());
        if (!read && !leads) {
            found.add("nothing offers to read the pump");
        }
        return found;
    }

    /** What is in the reservoir says whether it was measured or calculated, and never both in one place. */
    static List<String> h25(Document page) {
        List<String> found = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        for (Element term : page.select("dt, th[scope=row]")) {
            String label = term.text().toLowerCase(Locale.ROOT);
            if (!label.contains("reservoir")
                    || label.matches(".*(threshold|alarm|size|capacity|low|drug|content|concentration).*")) {
                continue;
            }
            Element value = term.normalName().equals("dt") ? term.nextElementSibling() : term.parent();
            String all = label + " " + (value == null ? "" : value.text());
            boolean volume = all.matches(".*\\d[ \\u00a0\\u202f]mL(?![/\\w]).*");
            if (volume && !SOURCE.matcher(all).find() && !all.contains("entered at")) {
                found.add("\"" + all + "\" does not say where the volume comes from");
            }
            if (label.contains("measured") && label.contains("calculated")) {
                found.add("\"" + label + "\" stands for two kinds of volume");
            }
            Element list = term.closest("dl, table");
            String unique = (list == null ? "" : list.cssSelector()) + label;
            if (!labels.add(unique)) {
                found.add("\"" + label + "\" stands twice for volumes of different kinds");
            }
        }
        return found;
    }

    /** The words of an alarm: cause, and value, limit or time. */
    static List<String> h30(Document page) {
        List<String> found = new ArrayList<>();
        for (Blocks.Block block : Blocks.of(page)) {
            // cause and moment may stand on two lines
            String words = block.element().text();
            Matcher alarm = ALARM.matcher(words);
            if (ALARM.matcher(block.text()).matches() && alarm.matches()) {
                int marks = alarm.group(1).length();
                int wanted = List.of("Low", "Medium", "High").indexOf(alarm.group(2)) + 1;
                if (marks != wanted) {
                    found.add("\"" + words + "\" has the mark of another priority");
                }
                boolean cause = alarm.group(3).matches("(?s).*\\p{Alpha}{3,}.*");
                if (!cause || !alarm.group(3).matches("(?s).*\\d.*")) {
                    found.add("\"" + words + "\" lacks cause, value or time");
                }
            }
        }
        return found;
    }

    /** Each pump of a list says how old what is shown is, and from when. */
    static List<String> h32(Document page) {
        List<String> found = new ArrayList<>();
        for (Element table : page.select("table")) {
            int state = column(table, "state");
            int pump = column(table, "pump");
            if (state >= 0 && pump >= 0) {
                for (Element row : table.select("tbody tr")) {
                    String words = cell(row, state);
                    boolean dated = !words.toLowerCase(Locale.ROOT).contains("projected")
                            || words.matches("(?s).*\\d{4}-\\d{2}-\\d{2}.*");
                    if (row.childrenSize() > state && (!AGE.matcher(words).find() || !dated)) {
                        found.add("\"" + row.text() + "\" does not say how old it is");
                    }
                }
            }
        }
        return found;
    }

    /** What stands in one row comes from one revision. */
    static List<String> h33(Document page) {
        List<String> found = new ArrayList<>();
        for (Element row : page.select("tr, li, dl")) {
            Set<String> revisions = new TreeSet<>(row.select("[data-revision]").eachAttr("data-revision"));
            if (revisions.size() > 1 && row.select("tr, li, dl").size() == 1) {
                found.add("\"" + row.text() + "\" mixes the revisions " + revisions);
            }
        }
        return found;
    }

    /** Levels are neutral bars, not the browser's own in green, yellow and red. */
    static List<String> h34(Document page) {
        List<String> found = new ArrayList<>();
        for (Element bar : page.select("meter, progress")) {
            found.add("a <" + bar.normalName() + "> has the browser's own colours");
        }
        return found;
    }

    /** Where a value is missing stands a dash and why. */
    static List<String> h36(Document page) {
        List<String> found = new ArrayList<>();
        for (Element cell : page.select("dd, td")) {
            boolean control =
                    !cell.select("input, select, textarea, button, a, svg, img").isEmpty();
            String text = cell.text().strip();
            if (!control && NOTHING.matcher(text).matches()) {
                Element row = cell.parent();
                found.add("\"" + text + "\" stands for a missing value in \"" + (row == null ? "" : row.text()) + "\"");
            } else if (text.startsWith("—")
                    && text.length() < 4
                    && cell.select("[title], [aria-label]").isEmpty()) {
                found.add("a value is missing without a reason");
            }
        }
        return found;
    }

    /** A plot has a sentence with its numbers, and a table that has them too. */
    static List<String> h46(Document page) {
        List<String> found = new ArrayList<>();
        for (Element plot : page.select("svg[role=img], canvas, figure svg")) {
            Element figure = plot.closest("figure, section");
            Element around = figure == null ? null : figure.parent();
            if (figure != null && around != null && figure.select("table").isEmpty()) {
                // sentence and table may stand beside the picture
                figure = around;
            }
            Element sentence = figure == null
                    ? null
                    : figure.select("figcaption, p").stream()
                            .filter(each -> each.text().matches("(?s).*\\d.*"))
                            .findFirst()
                            .orElse(null);
            if (figure == null || sentence == null || !sentence.text().matches("(?s).*\\d.*")) {
                found.add("a plot has no sentence with its numbers");
            } else if (figure.select("table").isEmpty()) {
                found.add("the plot \"" + sentence.text() + "\" has no table");
            } else {
                String table = Blocks.text(figure.select("table").get(0));
                Matcher number = Pattern.compile(GIVEN.pattern() + "(?=[ \\u00a0\\u202f]" + Units.UNIT + ")")
                        .matcher(Blocks.text(sentence));
                while (number.find()) {
                    if (!table.contains(number.group())) {
                        found.add("the sentence has " + number.group() + ", the table has not");
                    }
                }
            }
        }
        return found;
    }

    private static List<Element> verdicts(Document page, String word) {
        return page.getElementsMatchingOwnText("^" + word + "$").stream()
                .filter(each -> each.closest("code, option, dt") == null)
                .toList();
    }

    private static Element row(Element word) {
        Element row = word.closest("tr, li, article, fieldset");
        Element parent = word.parent();
        return row != null ? row : parent != null ? parent : word;
    }

    /** The number of the column with this heading; -1 when there is none. */
    static int column(Element table, String heading) {
        List<Element> heads = table.select("thead th");
        for (int i = 0; i < heads.size(); i++) {
            String text = heads.get(i).text().toLowerCase(Locale.ROOT);
            if (text.equals(heading) || text.startsWith(heading + ",") || text.startsWith(heading + " ")) {
                return i;
            }
        }
        return -1;
    }

    private static String cell(Element row, int column) {
        return column < row.childrenSize() ? row.child(column).text() : "";
    }
}
