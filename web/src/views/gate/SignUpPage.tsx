import { messages } from "../../ui/messages";
import { Link } from "../Link";
import { urls } from "../router";
import { Gate } from "./Gate";
import { useServer } from "./SignInPage";
import { SignUpForm } from "./SignUpForm";

export function SignUpPage() {
  const server = useServer();
  if (server === null) {
    return <Gate title={messages.gate.signUpTitle} />;
  }
  if (server.isEmpty) {
    return (
      <Gate title={messages.gate.firstTitle} text={messages.gate.firstText}>
        <SignUpForm submit={messages.gate.firstSubmit} isFirst invite={null} />
      </Gate>
    );
  }
  return (
    <Gate title={messages.gate.signUpTitle} text={server.signUp === "invite" ? messages.errors.inviteNeeded : messages.gate.signUpText}>
      {server.signUp === "open" && <SignUpForm submit={messages.gate.signUp} isFirst={false} invite={null} />}
      <p class="gate-foot">
        {messages.gate.toSignIn} <Link to={urls.signIn}>{messages.gate.toSignInLink}</Link>
      </p>
    </Gate>
  );
}
