// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.audit.Actor;
import org.cisterna.audit.EntryAnswer;
import org.cisterna.audit.EntryQuery;
import org.cisterna.audit.EntrySearch;
import org.cisterna.audit.EvidenceStore;
import org.cisterna.audit.IncidentAnswer;
import org.cisterna.audit.IncidentFiles;
import org.cisterna.audit.IncidentRequest;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.SearchEntry;
import org.cisterna.audit.ViewState;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpHost;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.fleet.Fleet;
import org.cisterna.therapy.fleet.FleetPage;
import org.cisterna.therapy.fleet.FleetQuery;
import org.cisterna.therapy.fleet.FleetRow;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jdbc.DataSourceFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fleet and search as services. Ledger and database drivers come and go while they stay, and what is missing is said. */
@Component(
        name = "org.cisterna.records",
        configurationPid = "org.cisterna.records",
        service = {Fleet.class, EntrySearch.class, IncidentFiles.class},
        immediate = true)
@Designate(ocd = RecordsConfig.class)
public final class RecordsComponent implements Fleet, EntrySearch, IncidentFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RecordsComponent.class);

    private final Settings settings;
    private final List<DataSourceFactory> factories = new CopyOnWriteArrayList<>();
    private final ViewKeeper keeper;
    private final FoldWorker worker;
    private final Records records;
    private final List<EvidenceStore> evidence = new CopyOnWriteArrayList<>();
    private final List<PumpHost> hosts = new CopyOnWriteArrayList<>();
    private final IncidentMaker incidents;

    /** Refuses a configuration that is wrong, naming every reason. */
    @Activate
    public RecordsComponent(
            BundleContext context,
            RecordsConfig config,
            @Reference(target = TimeSource.HOUSE_TARGET) TimeSource house,
            @Reference(target = TimeSource.PUMP_TARGET) TimeSource pump,
            @Reference Threads threads) {
        String data = context.getProperty("cisterna.data");
        settings = Settings.of(Path.of(data == null ? "data" : data).toAbsolutePath(), config);
        keeper = new ViewKeeper(house);
        worker = new FoldWorker(keeper, house, threads, settings.delay());
        records = new Records(keeper, house, pump, worker::wake);
        incidents = new IncidentMaker(
                records::found,
                keeper::ledger,
                () -> evidence.stream().findFirst(),
                () -> hosts.stream().findFirst(),
                house);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLedger(Ledger ledger) {
        keeper.add(ledger);
    }

    void unbindLedger(Ledger ledger) {
        keeper.remove(ledger);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEvidence(EvidenceStore store) {
        evidence.add(store);
    }

    void unbindEvidence(EvidenceStore store) {
        evidence.remove(store);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindHost(PumpHost host) {
        hosts.add(host);
    }

    void unbindHost(PumpHost host) {
        hosts.remove(host);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDriver(DataSourceFactory factory, Map<String, Object> properties) {
        if (settings.driver().equals(properties.get(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS))) {
            factories.add(factory);
            choose();
        }
    }

    void unbindDriver(DataSourceFactory factory) {
        if (factories.remove(factory)) {
            choose();
        }
    }

    private void choose() {
        Optional<DataSourceFactory> factory = factories.stream().findFirst();
        if (factory.isEmpty()) {
            keeper.use(Optional.empty());
            return;
        }
        try {
            keeper.use(Optional.of(settings.database(factory.get())));
        } catch (SQLException e) {
            LOG.error("the database of the view cannot be used: {}", e.getMessage());
            keeper.use(Optional.empty());
        }
    }

    @Deactivate
    void deactivate() {
        worker.close();
        keeper.close();
    }

    @Override
    public Answer<FleetPage> page(FleetQuery query, Identified who) {
        return records.page(query, who);
    }

    @Override
    public Answer<FleetRow> row(PumpId pump, Identified who) {
        return records.row(pump, who);
    }

    @Override
    public EntryAnswer search(EntryQuery query, Actor reader) {
        return records.search(query, reader);
    }

    @Override
    public EntryAnswer export(EntryQuery query, Actor reader, int most) {
        return records.export(query, reader, most);
    }

    @Override
    public String looked(SearchEntry what, Actor reader) {
        return records.looked(what, reader);
    }

    @Override
    public IncidentAnswer freeze(IncidentRequest request, Actor who, boolean readsLedger) {
        return incidents.freeze(request, who, readsLedger);
    }

    @Override
    public ViewState state() {
        return records.state();
    }
}
