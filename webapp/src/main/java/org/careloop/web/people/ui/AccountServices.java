package org.careloop.web.people.ui;

import org.careloop.web.people.InvitationService;
import org.careloop.web.people.PersonService;
import org.careloop.web.people.data.AccountData;
import org.careloop.web.people.data.AccountDeletion;
import org.springframework.stereotype.Component;

/** What the page of accounts and its dialogs act by. */
@Component
record AccountServices(
        PersonService people, InvitationService invitations, AccountData data, AccountDeletion deletion) {}
