// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.therapy.Administration;
import org.cisterna.therapy.Sessions;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Administration as a service. */
@Component(name = "org.cisterna.therapy.people.administration", service = Administration.class)
public final class AdministrationComponent extends AccountAdministration {

    /** System property with the SHA-256 of the set-up link's token, from whoever starts the platform and shows the link. */
    static final String SET_UP_PROPERTY = "cisterna.set-up";

    /** Over the accounts of this bundle. */
    @Activate
    public AdministrationComponent(@Reference PeopleComponent people, BundleContext context) {
        super(
                people.accounts(),
                Optional.ofNullable(context.getProperty(SET_UP_PROPERTY)).map(Digest::parse));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSessions(Sessions service) {
        add(service);
    }

    void unbindSessions(Sessions service) {
        remove(service);
    }
}
