// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.more;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.cisterna.console.Desk.status;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.cisterna.console.Block;
import org.cisterna.console.Desk;
import org.cisterna.console.Inline;
import org.cisterna.console.PumpPanel;
import org.cisterna.console.Samples;
import org.cisterna.console.frame.Reply;
import org.cisterna.pump.PumpId;
import org.cisterna.quantity.Volume;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Role;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages and panels of other bundles; those of docs/console-pages.md as they stand there. */
class MorePagesTest {

    private static final Pattern CODE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public final class (\\w+)");

    private final Desk desk = new Desk(each -> List.of(new MorePages(each.services))).as(Role.VIEWER);

    /** A page that shows these pieces. */
    private record Shows(String name, Act needs, List<Block> blocks) implements org.cisterna.console.Page {
        @Override
        public String title() {
            return "Title " + Samples.HOSTILE;
        }

        @Override
        public Optional<NavigationEntry> navigation() {
            return Optional.of(new NavigationEntry(Samples.HOSTILE, 1));
        }

        @Override
        public List<Block> render(Map<String, String> query, Identified who) {
            if (blocks.isEmpty()) {
                throw new IllegalStateException("secret detail");
            }
            return blocks;
        }
    }

    @Test
    void theExamplesOfTheHandbookRun(@TempDir Path folder) throws Exception {
        String text = Files.readString(Path.of("../../docs/console-pages.md"));
        List<String> names = new ArrayList<>();
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path")));
        Matcher code = CODE.matcher(text);
        while (code.find()) {
            Matcher name = CLASS.matcher(code.group(1));
            assertThat(name.find()).isTrue();
            names.add("example." + name.group(1));
            Path source = folder.resolve(name.group(1) + ".java");
            Files.writeString(source, code.group(1));
            arguments.add(source.toString());
        }
        assertThat(names).containsExactly("example.Advisories", "example.Programmer");
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            desk.services.add(org.cisterna.console.Page.class, (org.cisterna.console.Page)
                    loader.loadClass(names.get(0)).getConstructor().newInstance());
            PumpPanel panel =
                    (PumpPanel) loader.loadClass(names.get(1)).getConstructor().newInstance();
            desk.services.add(PumpPanel.class, panel);
            Document page = desk.page(desk.get("/more/advisories"));
            assertThat(page.select("h1").text()).isEqualTo("Field notices");
            assertThat(page.select("nav a[aria-current]").text()).isEqualTo("Notices");
            assertThat(page.select("tbody th").text()).isEqualTo("Check the <low reservoir> threshold");
            assertThat(page.select("tbody a").attr("href")).isEqualTo("/pumps/Acme/S-0042");
            assertThat(page.select(".num").text()).isEqualTo("2\u202fmL");
            List<MorePages.Panel> panels = new MorePages(desk.services).panels(Samples.PUMP, desk.who());
            assertThat(panels).extracting(MorePages.Panel::title).containsExactly("Programmer");
        }
    }

    @Test
    void everyPieceIsShownAndNoTextBecomesMarkup() {
        String text = Samples.HOSTILE;
        List<Inline> parts = List.of(
                Inline.text(text),
                new Inline.Strong(text),
                new Inline.Value(new Volume(1_500_000)),
                new Inline.Absent(text),
                new Inline.Count(12_345),
                new Inline.Moment(Instant.parse("2026-11-21T05:04:00Z")),
                new Inline.Code(text),
                new Inline.Link("/fleet", text),
                new Inline.PumpLink(Samples.PUMP));
        desk.services.add(
                org.cisterna.console.Page.class,
                new Shows(
                        "all",
                        Act.SEE_PUMPS,
                        List.of(
                                new Block.Heading(text),
                                new Block.Paragraph(parts),
                                new Block.Items(parts),
                                new Block.Facts(List.of(new Block.Fact(text, Inline.text(text)))),
                                new Block.Table(text, List.of(text), List.of(List.of(Inline.text(text)))))));
        Document page = desk.page(desk.get("/more/all"));
        assertThat(page.select("img")).isEmpty();
        assertThat(page.select("h2, dt, dd, caption, thead th, tbody th").eachText())
                .hasSize(6)
                .allMatch(text::equals);
        assertThat(page.select("main li")).hasSize(9);
        assertThat(page.select("main p").get(0).text()).contains("1.5\u202fmL", "12,345", "2026-11-21 05:04 UTC");
    }

    @Test
    void onlyThoseWhoMaySeeItSeeIt() {
        desk.services.add(
                org.cisterna.console.Page.class, new Shows("secret", Act.READ_LEDGER, List.of(Block.text("numbers"))));
        Reply reply = desk.get("/more/secret");
        assertThat(status(reply)).isEqualTo(403);
        assertThat(desk.html(reply)).doesNotContain("numbers").doesNotContain("/more/secret\"");
    }

    @Test
    void aPageThatWentOrFailsSaysSo() {
        assertThat(status(desk.get("/more/gone"))).isEqualTo(503);
        desk.services.add(org.cisterna.console.Page.class, new Shows("bad", Act.SEE_PUMPS, List.of()));
        Reply reply = desk.get("/more/bad");
        assertThat(status(reply)).isEqualTo(500);
        assertThat(desk.html(reply)).doesNotContain("secret detail");
    }

    @Test
    void aPanelThatFailsHarmsNobodyElse() {
        PumpPanel bad = new PumpPanel() {
            @Override
            public String title() {
                return "Bad";
            }

            @Override
            public Act needs() {
                return Act.SEE_PUMPS;
            }

            @Override
            public List<Block> render(PumpId pump, Identified who) {
                throw new IllegalStateException("no");
            }
        };
        desk.services.add(PumpPanel.class, bad);
        assertThat(new MorePages(desk.services)
                        .panels(Samples.PUMP, desk.who())
                        .get(0)
                        .blocks()
                        .blocks())
                .isEqualTo(List.of(
                        Block.text("This part failed. That is a fault of the bundle it comes from, and is in the"
                                + " log; the rest of the page is not affected.")));
    }

    @Test
    void tooMuchIsRefusedInWords() {
        List<Block> many = Collections.nCopies(1_001, Block.text("x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Blocks(many)).withMessageContaining("at most 1000");
        assertThatIllegalArgumentException().isThrownBy(() -> new Inline.Link("//evil", "x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Block.Table("t", List.of("a", "b"), List.of(List.of(Inline.text("x")))));
    }
}
