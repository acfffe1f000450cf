// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.ledger;

import static org.cisterna.console.frame.Texts.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.cisterna.audit.Entry;
import org.cisterna.audit.EntryPage;
import org.cisterna.audit.EntryRange;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.LedgerUnavailableException;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Trouble;
import org.cisterna.console.show.Csv;
import org.cisterna.console.show.Show;

/** What was found in the ledger as a file: to read, which proves nothing, or as the ledger's own bytes with their proof. */
final class LedgerExport {

    private LedgerExport() {}

    /** The ledger's own bytes, with what proves them. */
    static Reply proven(EntryPage page, Ledger ledger) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ledger.export(
                    EntryRange.of(
                            page.entries().stream().map(Envelope::sequence).toList()),
                    file);
        } catch (LedgerUnavailableException unavailable) {
            return Trouble.of(503, text("ledger.proven.none"), Show.sentence(String.valueOf(unavailable.getMessage())))
                    .reply();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return new Reply.Download("cisterna-ledger.jsonl", "application/jsonl", file.toByteArray());
    }

    /** To read. */
    static Reply of(EntryPage page) {
        Csv csv = new Csv(
                text("ledger.csv.title"),
                List.of(
                        text("ledger.csv.proof"),
                        text(
                                page.next().isPresent() ? "ledger.csv.cut" : "ledger.csv.rows",
                                page.entries().size()),
                        page.state().words()));
        csv.row(text("ledger.csv.columns").split(" \\| "));
        for (Envelope each : page.entries()) {
            Entry entry = each.entry();
            csv.row(
                    Long.toString(each.sequence()),
                    Show.second(each.houseTime()),
                    Show.second(each.pumpTime()),
                    entry.type(),
                    Integer.toString(entry.version()),
                    entry.actor().id(),
                    entry.actor().printedName(),
                    entry.actor().role(),
                    entry.actor().via(),
                    entry.pump().orElse(""),
                    entry.correlation().orElse(""),
                    each.leaf().text(),
                    entry.body().canonicalText());
        }
        return new Reply.Download("cisterna-ledger.csv", Csv.MEDIA_TYPE, csv.bytes());
    }
}
