// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.People;
import org.cisterna.therapy.Person;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Role;

/** Accounts in memory; the password of everybody is {@code secret of ACCOUNT}. */
final class FakePeople implements People {

    private final Map<String, Person> people = new TreeMap<>();

    Identified add(String account, String printedName, Role... roles) {
        Person person = new Person(account, printedName, EnumSet.copyOf(List.of(roles)));
        people.put(account, person);
        return who(person);
    }

    static Identified who(Person person) {
        return new Identified(person, "t-" + person.id(), "token", Identified.ALL);
    }

    void revoke(String account) {
        people.remove(account);
    }

    void change(String account, Set<Role> roles) {
        people.computeIfPresent(account, (id, old) -> new Person(id, old.printedName(), roles));
    }

    @Override
    public Optional<Identified> byToken(String token) {
        return Optional.empty();
    }

    @Override
    public Optional<Person> person(String account) {
        return Optional.ofNullable(people.get(account));
    }

    @Override
    public List<Person> people() {
        return List.copyOf(people.values());
    }

    @Override
    public Answer<Person> confirm(String account, String password) {
        Optional<Person> person = person(account);
        if (person.isEmpty()) {
            return Answer.refused(Refusal.ACCOUNT_INACTIVE.because("no such account"));
        }
        return password.equals("secret of " + account)
                ? Answer.done(person.get())
                : Answer.refused(Refusal.PASSWORD_WRONG.because("the password is wrong"));
    }

    @Override
    public void refused(int status, Optional<Identified> who, String from, String method, String address) {
        throw new AssertionError("the acts refuse nobody at an address");
    }

    @Override
    public List<String> problems() {
        return List.of();
    }
}
