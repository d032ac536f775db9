// A client developer's program for the classes that openapi-generator creates for Kotlin.
import com.fasterxml.jackson.module.kotlin.readValue
import org.openapitools.client.apis.*
import org.openapitools.client.infrastructure.ApiClient
import org.openapitools.client.infrastructure.ClientError
import org.openapitools.client.infrastructure.ClientException
import org.openapitools.client.infrastructure.Serializer
import org.openapitools.client.models.*

fun verify(holds: Boolean, what: String) {
    if (!holds) throw AssertionError("Failed: $what")
}

fun problem(request: () -> Unit): Problem {
    try {
        request()
    } catch (e: ClientException) {
        return Serializer.jacksonObjectMapper.readValue((e.response as ClientError<*>).body as String)
    }
    throw AssertionError("The request must fail")
}

fun register(url: String, name: String, password: String): Long {
    val body = UserRegistration(username = name, email = "$name@example.com", password = password, firstName = "Gena")
    val user = UsersApi(url).registerUser(body)
    verify(user.username == name && !user.isAdmin && user.createdAt.year > 2000, "registration")
    return user.id
}

fun main(arguments: Array<String>) {
    val (url, username, password) = arguments
    verify(HealthApi(url).getHealth().status == Health.Status.UP, "health")
    val other = register(url, username + "b", password)
    val me = register(url, username, password)
    val tokens = TokensApi(url)
    val pair = tokens.signIn(Credentials(username, password, "kotlin"))
    ApiClient.accessToken = tokens.refreshToken(RefreshRequest(pair.refresh)).access

    val users = UsersApi(url)
    verify(users.getMe().id == me, "profile")
    verify(users.updateMe(ProfileUpdate(lastName = "Rator")).lastName == "Rator", "changed profile")
    verify(users.searchDirectory(search = username, ordering = "username").results[0].id == me, "directory")

    val conversations = ConversationsApi(url)
    val group = conversations.createConversation(ConversationCreate(title = "Generated", participants = listOf(other)))
    verify(group.kind == ConversationKind.group && group.role == ParticipantRole.owner, "group")
    verify(group.lastMessage == null, "no last message")
    val direct = conversations.createConversation(
        ConversationCreate(kind = ConversationKind.direct, participants = listOf(other)))
    verify(direct.role == null && direct.owner == null, "direct conversation")
    val events = EventsApi(url)
    val before = events.syncChanges()

    val messages = MessagesApi(url)
    val first = messages.sendMessage(group.id, MessageCreate("Hello \uD83C\uDF55, שלום"))
    val second = messages.sendMessage(group.id, MessageCreate("@$username reads this", replyTo = first.id))
    verify(first.content == "Hello \uD83C\uDF55, שלום" && first.replyTo == null && second.replyTo == first.id, "sent")
    val list = conversations.listConversations(ordering = "-created_at").results.associateBy { it.id }
    verify(list[group.id]?.lastMessage?.id == second.id, "last message")
    verify(list.containsKey(direct.id) && list[direct.id]?.lastMessage == null, "no last message")
    val page = messages.listMessages(group.id, after = first.seq.toString(), ordering = "seq")
    verify(page.results.size == 1 && page.results[0].id == second.id && page.next == null, "page")
    verify(messages.listMessages(group.id, around = "id:${first.id}").results.size == 2, "around")
    val edited = messages.updateMessage(group.id, first.id, MessageUpdate("Edited"))
    verify(edited.content == "Edited" && edited.updatedAt > edited.createdAt, "edited")
    messages.addReaction(conversationId = group.id, emoji = "👍", messageId = first.id)
    val reaction = messages.getMessage(group.id, first.id).reactions[0]
    verify(reaction.emoji == "👍" && reaction.users[0] == me, "reaction")
    verify(messages.listMentions().results.all { it.mentions.isNotEmpty() }, "mentions")

    val inbox = InboxApi(url)
    verify(inbox.markUnread(group.id, UnreadMark(2)).readSeq == 1L, "unread")
    verify(inbox.markRead(group.id, ReadMark(2)).unreadCount == 0L, "read")
    verify(inbox.listReceipts(group.id).results.any { it.user == me }, "receipts")
    val preferences = inbox.updatePreferences(group.id, PreferencesUpdate(pinned = true))
    verify(preferences.pinned && !preferences.muted, "preferences")
    val admin = ParticipantsApi(url).updateParticipant(group.id, other, ParticipantUpdate(ParticipantRole.admin))
    verify(admin.role == ParticipantRole.admin, "role")
    verify(SessionsApi(url).listSessions().results[0].device == "kotlin", "sessions")

    val invalid = problem { messages.sendMessage(group.id, MessageCreate("")) }
    verify(invalid.status == 400 && invalid.errors?.get(0)?.field == "content", "problem")
    verify(problem { users.listUsers() }.status == 403, "forbidden")

    messages.deleteMessage(group.id, first.id)
    verify(problem { messages.getMessage(group.id, first.id) }.status == 404, "deleted message")
    val changed = events.syncChanges(since = before.position).conversations.flatMap { it.events.orEmpty() }
    val deleted = changed.single { it.type == ConversationEvent.Type.messagePeriodDeleted }.message
    verify(deleted?.id == first.id && deleted.deletedBy == me && deleted.content == null, "deleted in sync")
    verify(changed.any { it.message?.id == second.id && it.message?.content == second.content }, "sent in sync")

    conversations.deleteConversation(group.id)
    verify(problem { conversations.getConversation(group.id) }.status == 404, "deleted")
    users.deleteMe(AccountDeletion(password))
    ApiClient.accessToken = null
    verify(problem { tokens.signIn(Credentials(username, password)) }.status == 401, "deleted account")
    verify(problem { users.getMe() }.status == 401, "unauthorized")
    println("OK")
    kotlin.system.exitProcess(0)
}
