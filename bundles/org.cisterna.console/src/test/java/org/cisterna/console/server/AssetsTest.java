// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.cisterna.testkit.Exchange;
import org.junit.jupiter.api.Test;

/** Weights, colours and manners of style and scripts. */
class AssetsTest {

    private static final int MOST_STYLE = 16 * 1024;
    private static final int MOST_SCRIPT = 20 * 1024;
    private static final List<String> SCRIPTS =
            List.of("js/live.js", "js/fragment.js", "js/page.js", "js/verify.js", "js/check.js");
    private static final Pattern TOKEN = Pattern.compile("--([a-z0-9-]+): (#[0-9a-f]{6})");

    private final Assets assets = new Assets();

    private String text(String path) {
        return new String(
                assets.file(assets.address() + "/" + path).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void theyStayWithinTheirWeight() {
        assertThat(text("css/console.css").getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(MOST_STYLE);
        // a page has the first four or, where it checks a file that the reader picks and shows nothing live, the last
        // two
        for (List<String> page : List.of(SCRIPTS.subList(0, 4), List.of("js/page.js", "js/check.js"))) {
            assertThat(page.stream()
                            .mapToInt(each -> text(each).getBytes(StandardCharsets.UTF_8).length)
                            .sum())
                    .as("%s", page)
                    .isLessThanOrEqualTo(MOST_SCRIPT);
        }
    }

    @Test
    void whatChecksFilesIsReadInOneSittingTakesNothingFromAnybodyAndSendsNothing() {
        String source = text("js/check.js");
        assertThat(source.lines().count()).isLessThanOrEqualTo(250);
        assertThat(source)
                .doesNotContain(
                        "import ", "import(", "fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket", "EventSource");
    }

    @Test
    void scriptsImportTheirNeighboursOnlyAndMakeNoMarkupOfTexts() {
        for (String script : SCRIPTS) {
            String source = text(script);
            assertThat(source)
                    .startsWith("// @ts-check\n")
                    .doesNotContain("innerHTML", "eval(", "new Function", "document.write", "http:", "https:");
            Matcher imports = Pattern.compile("from '([^']+)'").matcher(source);
            while (imports.find()) {
                assertThat(imports.group(1)).startsWith("./");
            }
        }
        assertThat(text("js/fragment.js")).contains("createPolicy('cisterna'");
    }

    @Test
    void textAndMarksHaveContrastInBothThemes() {
        String style = text("css/console.css");
        int dark = style.indexOf("prefers-color-scheme: dark");
        for (String theme : List.of(style.substring(0, dark), style.substring(dark, style.indexOf("*, *::before")))) {
            Map<String, String> token = new TreeMap<>();
            Matcher each = TOKEN.matcher(theme);
            while (each.find()) {
                token.put(each.group(1), each.group(2));
            }
            for (String text : List.of("ink", "ink-2", "accent", "pass", "confirm", "stale")) {
                assertContrast(token, text, "surface", 4.5);
                assertContrast(token, text, "bg", 4.5);
            }
            assertContrast(token, "on-accent", "accent", 4.5);
            assertContrast(token, "new", "new-tint", 4.5);
            assertContrast(token, "on-band", "band", 4.5);
            assertContrast(token, "on-high", "high", 4.5);
            assertContrast(token, "on-alarm", "medium", 4.5);
            assertContrast(token, "on-alarm", "low", 4.5);
            assertContrast(token, "line-strong", "surface", 3);
            assertContrast(token, "ring", "bg", 3);
        }
    }

    private static void assertContrast(Map<String, String> token, String one, String other, double least) {
        assertThat(token).containsKeys(one, other);
        double a = luminance(token.getOrDefault(one, ""));
        double b = luminance(token.getOrDefault(other, ""));
        assertThat((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05))
                .as("%s on %s", one, other)
                .isGreaterThanOrEqualTo(least);
    }

    /** Relative luminance as WCAG 2 has it. */
    private static double luminance(String colour) {
        double[] weight = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(colour, 1 + 2 * i, 3 + 2 * i, 16) / 255.0;
            sum += weight[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    @Test
    void alarmColoursAreUsedForAlarmsOnly() {
        for (String rule : text("css/console.css").split("\\}", -1)) {
            if (rule.contains("var(--high)") || rule.contains("var(--medium)") || rule.contains("var(--low)")) {
                assertThat(rule.strip().replaceAll("/\\*.*?\\*/", "").strip()).startsWith(".al.");
            }
        }
    }

    @Test
    void theyAreKeptForEverAndSentCompressed() throws Exception {
        AssetServlet servlet = new AssetServlet();
        String address = assets.address() + "/css/console.css";
        Exchange plain = Exchange.get(address);
        servlet.service(plain.request(), plain.response());
        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.text()).isEqualTo(text("css/console.css"));
        assertThat(plain.answered("Cache-Control")).contains("immutable");
        String tag = plain.answered("ETag");
        assertThat(tag).isEqualTo("\"" + assets.address().substring(3) + "\"");
        Exchange known = Exchange.get(address).header("If-None-Match", String.valueOf(tag));
        servlet.service(known.request(), known.response());
        assertThat(known.status()).isEqualTo(304);
        try (GZIPInputStream zip = new GZIPInputStream(
                new ByteArrayInputStream(assets.file(address).orElseThrow().gzip()))) {
            assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text("css/console.css"));
        }
        Exchange old = Exchange.get("/a/00000000/css/console.css");
        servlet.service(old.request(), old.response());
        assertThat(old.status()).isEqualTo(404);
    }
}
