/** The objects of the API that the web modules use, and state of the pages. */

interface FieldError {
  field: string;
  code: string;
  message: string;
}

interface User {
  id: number;
  username: string;
  first_name: string;
  last_name: string;
  email?: string | null;
  is_active?: boolean;
  is_admin?: boolean;
}

interface AdminUser extends User {
  is_active: boolean;
  is_admin: boolean;
  is_external: boolean;
  sessions: number;
  created_at: string;
  last_used_at: string | null;
}

type Role = 'owner' | 'admin' | 'member';

interface Participant {
  user: number;
  user_details: User;
  role: Role;
}

interface Mention {
  user: number | null;
  kind: 'user' | 'all' | 'here';
  /** In code points */
  offset: number;
  length: number;
}

interface Reaction {
  emoji: string;
  count: number;
  users: number[];
}

interface Message {
  id: number;
  conversation: number;
  seq: number;
  version: number;
  sender: number;
  sender_details: User;
  content: string;
  created_at: string;
  updated_at: string;
  client_id?: string | null;
  reply_to?: number | null;
  mentions?: Mention[];
  reactions?: Reaction[];
}

interface Conversation {
  id: number;
  kind: 'direct' | 'group';
  title: string | null;
  owner: number | null;
  role?: Role;
  history?: 'all' | 'joined';
  participants: number[];
  participant_details?: User[];
  version: number;
  last_seq: number;
  last_message?: Message | null;
  read_seq?: number;
  unread_count?: number;
  muted?: boolean;
  pinned?: boolean;
  archived?: boolean;
  updated_at: string;
}

interface AdminConversation {
  id: number;
  title: string | null;
  owner: number | null;
  participants: (User & { is_active: boolean })[];
  message_count: number;
}

interface Receipt {
  user: number;
  seq: number;
  first_seq?: number;
  read_at?: string;
}

/** An issuer of single sign-on. */
interface Issuer {
  issuer: string;
  name: string;
  client_id: string;
  scope: string;
  authorization_endpoint: string;
  token_endpoint: string;
  end_session_endpoint?: string | null;
}

/** A message that the server has not accepted yet. */
interface OutboxItem {
  client_id: string;
  conversation: number;
  content: string;
  reply_to: number | null;
  at: string;
  state: 'waiting' | 'sending' | 'failed';
  error?: string;
}

/** The screen that the URL names. */
interface Route {
  conversation?: number;
  message?: number | null;
  mentions?: boolean;
}
