// A client developer's program for the package that openapi-generator creates for Go.
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"

	"messaging"
)

func check(holds bool, what string) {
	if !holds {
		panic("Failed: " + what)
	}
}

// The body of a successful response.
func data[T any](body *T, _ *http.Response, err error) *T {
	if err != nil {
		panic(err)
	}
	return body
}

func done(_ *http.Response, err error) {
	if err != nil {
		panic(err)
	}
}

func problemOf(err error) messaging.Problem {
	var failure *messaging.GenericOpenAPIError
	check(errors.As(err, &failure), "the request must fail")
	problem, typed := failure.Model().(messaging.Problem)
	check(typed, "problem "+string(failure.Body()))
	return problem
}

func problem[T any](_ *T, _ *http.Response, err error) messaging.Problem {
	return problemOf(err)
}

func register(api *messaging.APIClient, name string, password string) int64 {
	body := messaging.NewUserRegistration(name, name+"@example.com", password)
	body.SetFirstName("Gena")
	user := data(api.UsersAPI.RegisterUser(context.Background()).UserRegistration(*body).Execute())
	check(user.Username == name && !user.IsAdmin && !user.CreatedAt.IsZero(), "registration")
	return user.Id
}

func main() {
	url, username, password := os.Args[1], os.Args[2], os.Args[3]
	configuration := messaging.NewConfiguration()
	configuration.Servers = messaging.ServerConfigurations{{URL: url}}
	api := messaging.NewAPIClient(configuration)
	anonymous := context.Background()

	check(data(api.HealthAPI.GetHealth(anonymous).Execute()).Status == "UP", "health")
	other := register(api, username+"b", password)
	me := register(api, username, password)
	credentials := messaging.NewCredentials(username, password)
	credentials.SetDevice("go")
	pair := data(api.TokensAPI.SignIn(anonymous).Credentials(*credentials).Execute())
	next := data(api.TokensAPI.RefreshToken(anonymous).RefreshRequest(*messaging.NewRefreshRequest(pair.Refresh)).Execute())
	ctx := context.WithValue(anonymous, messaging.ContextAccessToken, next.Access)

	check(data(api.UsersAPI.GetMe(ctx).Execute()).Id == me, "profile")
	profile := messaging.NewProfileUpdate()
	profile.SetLastName("Rator")
	check(data(api.UsersAPI.UpdateMe(ctx).ProfileUpdate(*profile).Execute()).LastName == "Rator", "changed profile")
	directory := data(api.UsersAPI.SearchDirectory(ctx).Search(username).Ordering("username").Execute())
	check(directory.Results[0].Id == me, "directory")

	creation := messaging.NewConversationCreate()
	creation.SetTitle("Generated")
	creation.SetParticipants([]int64{other})
	group := data(api.ConversationsAPI.CreateConversation(ctx).ConversationCreate(*creation).Execute())
	conversation := group.Id
	check(group.Kind == messaging.GROUP && *group.Role.Get() == messaging.OWNER, "group")
	check(group.LastMessage.Get() == nil, "no last message")
	two := messaging.NewConversationCreate()
	two.SetKind(messaging.DIRECT)
	two.SetParticipants([]int64{other})
	direct := data(api.ConversationsAPI.CreateConversation(ctx).ConversationCreate(*two).Execute())
	check(direct.Role.Get() == nil && direct.Owner.Get() == nil, "direct conversation")
	before := data(api.EventsAPI.SyncChanges(ctx).Execute())

	send := func(body *messaging.MessageCreate) *messaging.Message {
		return data(api.MessagesAPI.SendMessage(ctx, conversation).MessageCreate(*body).Execute())
	}
	first := send(messaging.NewMessageCreate("Hello \U0001F355, שלום"))
	reply := messaging.NewMessageCreate("@" + username + " reads this")
	reply.SetReplyTo(first.Id)
	second := send(reply)
	check(first.Content == "Hello \U0001F355, שלום" && first.ReplyTo.Get() == nil, "sent")
	check(*second.ReplyTo.Get() == first.Id, "reply")
	seen := 0
	for _, one := range data(api.ConversationsAPI.ListConversations(ctx).Ordering("-created_at").Execute()).Results {
		if one.Id == conversation && one.LastMessage.Get().Id == second.Id {
			seen++
		}
		if one.Id == direct.Id && one.LastMessage.Get() == nil {
			seen++
		}
	}
	check(seen == 2, "last messages")
	page := data(api.MessagesAPI.ListMessages(ctx, conversation).
		After(strconv.FormatInt(first.Seq, 10)).Offset(0).Ordering("seq").Execute())
	check(len(page.Results) == 1 && page.Results[0].Id == second.Id && page.Next.Get() == nil, "page")
	around := data(api.MessagesAPI.ListMessages(ctx, conversation).Around("id:" + strconv.FormatInt(first.Id, 10)).Execute())
	check(len(around.Results) == 2, "around")
	content := messaging.NewMessageUpdate()
	content.SetContent("Edited")
	edited := data(api.MessagesAPI.UpdateMessage(ctx, conversation, first.Id).MessageUpdate(*content).Execute())
	check(edited.Content == "Edited" && edited.UpdatedAt.After(edited.CreatedAt), "edited")
	done(api.MessagesAPI.AddReaction(ctx, conversation, "👍", first.Id).Execute())
	reacted := data(api.MessagesAPI.GetMessage(ctx, conversation, first.Id).Execute())
	check(reacted.Reactions[0].Emoji == "👍" && reacted.Reactions[0].Users[0] == me, "reaction")
	for _, message := range data(api.MessagesAPI.ListMentions(ctx).Execute()).Results {
		check(len(message.Mentions) > 0, "mentions")
	}

	unread := data(api.InboxAPI.MarkUnread(ctx, conversation).UnreadMark(*messaging.NewUnreadMark(2)).Execute())
	check(unread.ReadSeq == 1, "unread")
	read := data(api.InboxAPI.MarkRead(ctx, conversation).ReadMark(*messaging.NewReadMark(2)).Execute())
	check(read.UnreadCount == 0, "read")
	check(len(data(api.InboxAPI.ListReceipts(ctx, conversation).Execute()).Results) > 0, "receipts")
	pinned := messaging.NewPreferencesUpdate()
	pinned.SetPinned(true)
	preferences := data(api.InboxAPI.UpdatePreferences(ctx, conversation).PreferencesUpdate(*pinned).Execute())
	check(preferences.Pinned && !preferences.Muted, "preferences")
	role := messaging.NewParticipantUpdate()
	role.SetRole(messaging.ADMIN)
	admin := data(api.ParticipantsAPI.UpdateParticipant(ctx, conversation, other).ParticipantUpdate(*role).Execute())
	check(*admin.Role.Get() == messaging.ADMIN, "role")
	check(data(api.SessionsAPI.ListSessions(ctx).Execute()).Results[0].Device == "go", "sessions")

	empty := *messaging.NewMessageCreate("")
	invalid := problem(api.MessagesAPI.SendMessage(ctx, conversation).MessageCreate(empty).Execute())
	check(invalid.Status == 400 && invalid.Errors[0].Field == "content", "problem")
	check(problem(api.UsersAPI.ListUsers(ctx).Execute()).Status == 403, "forbidden")
	check(problem(api.UsersAPI.GetMe(anonymous).Execute()).Status == 401, "unauthorized")

	done(api.MessagesAPI.DeleteMessage(ctx, conversation, first.Id).Execute())
	check(problem(api.MessagesAPI.GetMessage(ctx, conversation, first.Id).Execute()).Status == 404, "deleted message")
	deleted, sent := false, false
	for _, changes := range data(api.EventsAPI.SyncChanges(ctx).Since(before.Position).Execute()).Conversations {
		for _, event := range changes.Events {
			if event.Type == "message.deleted" && event.Message.Id == first.Id {
				deleted = *event.Message.DeletedBy.Get() == me && event.Message.Content == nil
			}
			if event.Message != nil && event.Message.Id == second.Id {
				sent = *event.Message.Content == second.Content
			}
		}
	}
	check(deleted && sent, "sync")

	done(api.ConversationsAPI.DeleteConversation(ctx, conversation).Execute())
	check(problem(api.ConversationsAPI.GetConversation(ctx, conversation).Execute()).Status == 404, "deleted")
	deletion := messaging.NewAccountDeletion()
	deletion.SetCurrentPassword(password)
	done(api.UsersAPI.DeleteMe(ctx).AccountDeletion(*deletion).Execute())
	check(problem(api.TokensAPI.SignIn(anonymous).Credentials(*credentials).Execute()).Status == 401, "deleted account")
	fmt.Println("OK")
}
