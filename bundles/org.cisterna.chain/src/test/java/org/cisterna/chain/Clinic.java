// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Role;
import org.cisterna.therapy.people.PeopleFile;
import org.cisterna.therapy.people.PeopleFile.Secrets;
import org.cisterna.time.Randomness;

/**
 * Who works here, with accounts on the disk. The only part of the chain that needs a real folder.
 *
 * @param people the folder of account files
 * @param technician enrols
 * @param programmer opens visits, drafts and sends
 * @param clinician verifies
 * @param other another clinician, who comes in later
 */
record Clinic(Path people, Secrets technician, Secrets programmer, Secrets clinician, Secrets other) {

    /** Rounds of password hashing: the product asks for more, which proves nothing here and costs time. */
    static final int ROUNDS = 100;

    /** Makes the accounts. */
    static Clinic in(Path people, long seed) throws IOException {
        PeopleFile accounts = new PeopleFile(people, Randomness.seeded(seed), ROUNDS);
        return new Clinic(
                people,
                accounts.create(new Person("theo", "Theo Technician", EnumSet.of(Role.TECHNICIAN))),
                accounts.create(new Person("paula", "Paula Programmer", EnumSet.of(Role.PROGRAMMER))),
                accounts.create(new Person("clara", "Clara Clinician", EnumSet.of(Role.CLINICIAN))),
                accounts.create(new Person("cora", "Cora Consultant", EnumSet.of(Role.CLINICIAN))));
    }
}
