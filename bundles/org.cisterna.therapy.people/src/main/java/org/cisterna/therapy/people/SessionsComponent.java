// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import org.cisterna.therapy.Sessions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Sessions as a service. */
@Component(
        name = "org.cisterna.therapy.people.sessions",
        configurationPid = "org.cisterna.therapy.people",
        service = Sessions.class)
@Designate(ocd = SessionConfiguration.class)
public final class SessionsComponent extends SessionRegistry {

    /** With the bounds of a configuration; refuses a wrong one, naming everything that is wrong. */
    @Activate
    public SessionsComponent(@Reference PeopleComponent people, SessionConfiguration configuration) {
        super(
                people.accounts(),
                SessionSettings.of(
                        configuration.idleMinutes(),
                        configuration.longestHours(),
                        configuration.sessionsPerAccount(),
                        configuration.sessionsInTotal()));
    }
}
