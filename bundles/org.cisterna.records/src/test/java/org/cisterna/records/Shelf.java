// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.cisterna.audit.Ledger;
import org.cisterna.pump.PumpId;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.fleet.FleetPage;
import org.cisterna.therapy.fleet.FleetQuery;
import org.cisterna.therapy.fleet.FleetRow;
import org.h2.Driver;
import org.h2.util.OsgiDataSourceFactory;
import org.osgi.service.jdbc.DataSourceFactory;
import org.postgresql.osgi.PGDataSourceFactory;

/** A view on a disk, with questions to it. */
final class Shelf implements AutoCloseable {

    static final DataSourceFactory H2 = new OsgiDataSourceFactory(new Driver());

    final ViewKeeper keeper;
    final Records records;
    int woken;

    Shelf(VirtualTime time, Database database, Ledger ledger) {
        keeper = new ViewKeeper(time.house());
        keeper.add(ledger);
        keeper.use(Optional.of(database));
        records = new Records(keeper, time.house(), time.pump(), () -> woken++);
    }

    /** In a file; or, with {@code -Dcisterna.records.database=jdbc:postgresql:…}, in that database, emptied. */
    static Shelf in(Path folder, Clinic clinic) throws SQLException {
        String url = System.getProperty("cisterna.records.database", "");
        if (url.isEmpty()) {
            return new Shelf(clinic.time, new FileDatabase(folder, H2), clinic.ledger);
        }
        Database server = new ServerDatabase(url, "", "", new PGDataSourceFactory());
        View.create(server).close();
        return new Shelf(clinic.time, server, clinic.ledger);
    }

    /** Takes everything in, as the worker does. */
    Shelf whole() {
        while (keeper.fold(FoldWorker.BATCH, true)) {
            // there is more
        }
        return this;
    }

    FleetPage page(FleetQuery query) {
        return records.page(query, Clinic.viewer()).orElseThrow();
    }

    FleetRow row(PumpId pump) {
        return records.row(pump, Clinic.viewer()).orElseThrow();
    }

    @Override
    public void close() {
        keeper.close();
    }
}
