import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { problemCodes } from "../contracts";
import { changePreferences, signOut } from "../core/api/accounts";
import { Http, hasCode, isPassing, NetworkError, ProblemError } from "../core/api/http";
import { systemClock } from "../core/clock";
import { pacedFrames } from "../core/connection/pacedFrames";
import { sendFile } from "../core/files/sendFile";
import { forget } from "../core/local/store";
import { Preferences } from "../core/preferences/preferences";
import { Session } from "../core/session";
import { cryptoBytes } from "../core/uuid";
import { applyAppearance } from "./appearance";
import { deviceStore, isNetworkUp, measure, nextFrame, openSocket } from "./platform";
import { Router, urls } from "./router";
import { SpokenLanguage } from "./spokenLanguage";

export type ClientState =
  | { readonly name: "starting" }
  | { readonly name: "signed-out"; readonly isExpired: boolean }
  | { readonly name: "failed"; readonly error: unknown }
  | { readonly name: "signed-in"; readonly session: Session };

/** The page: who is signed in, where it is, how it looks. */
export class Client {
  readonly router = new Router();
  readonly store = deviceStore();
  readonly preferences = new Preferences(this.store, isPassing);
  readonly spoken = new SpokenLanguage(this.preferences.current);
  readonly http: Http;
  readonly #state = signal<ClientState>({ name: "starting" });

  constructor() {
    this.http = new Http({
      fetch: (input, init) => fetch(input, init),
      onSignedOut: () => this.#expired(),
    });
    this.#wakeOnSigns();
    effect(() => applyAppearance(this.preferences.current.value));
  }

  get state(): ReadonlySignal<ClientState> {
    return this.#state;
  }

  async start(): Promise<void> {
    this.#state.value = { name: "starting" };
    try {
      const session = await Session.start({
        http: this.http,
        openSocket,
        clock: systemClock,
        random: Math.random,
        randomBytes: cryptoBytes,
        store: this.store,
        nextFrame: pacedFrames(nextFrame, systemClock),
        sendFile,
        measure,
      });
      this.#state.value = { name: "signed-in", session };
      this.#watchSignIn(session);
      this.#sharePreferences(session);
    } catch (error) {
      if (hasCode(error, problemCodes.notSignedIn)) {
        this.#state.value = { name: "signed-out", isExpired: false };
      } else {
        this.#state.value = { name: "failed", error };
        if (!(error instanceof NetworkError || error instanceof ProblemError)) {
          throw error;
        }
      }
    }
  }

  /** After a sign-in or sign-up: the cookie is there. The address stays, so that a link leads where it should. */
  async signedIn(): Promise<void> {
    const { name } = this.router.location.value.route;
    if (name === "sign-in" || name === "sign-up") {
      this.router.replace(urls.home);
    }
    await this.start();
  }

  async signOut(session: Session): Promise<void> {
    await signOut(this.http);
    session.dispose();
    this.preferences.signedOut();
    forget(this.store, session.myId);
    this.router.replace(urls.signIn);
    this.#state.value = { name: "signed-out", isExpired: false };
  }

  #expired(): void {
    const state = this.#state.value;
    if (state.name === "signed-in") {
      state.session.dispose();
      this.#state.value = { name: "signed-out", isExpired: true };
    }
  }

  /** The event stream learns of a revoked sign-in before any request does. */
  #watchSignIn(session: Session): void {
    const stop = effect(() => {
      const { value } = session.connection.state;
      if (value.name === "closed" && value.reason === "signed-out") {
        queueMicrotask(() => {
          stop();
          this.#expired();
        });
      }
    });
  }

  /** From here on they are the account's: from its other devices, and for them. */
  #sharePreferences(session: Session): void {
    this.preferences.signedIn(session.me.peek().preferences, (change) => changePreferences(this.http, change));
    session.me.subscribe(({ preferences }) => {
      const state = this.#state.peek();
      if (state.name === "signed-in" && state.session === session) {
        this.preferences.take(preferences);
      }
    });
    session.connection.state.subscribe(({ name }) => {
      if (name === "online") {
        void this.preferences.flush();
      }
    });
  }

  #wakeOnSigns(): void {
    const wake = () => {
      const state = this.#state.value;
      if (state.name === "signed-in") {
        state.session.connection.wake();
        state.session.outbox.flush();
      } else if (state.name === "failed") {
        void this.start();
      }
    };
    window.addEventListener("online", wake);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") {
        wake();
      }
    });
    effect(() => {
      if (!isNetworkUp.value) {
        const state = this.#state.peek();
        if (state.name === "signed-in") {
          // It may be wrong, so the stream is asked and not cut.
          state.session.connection.wake();
        }
      }
    });
  }
}

export const ClientContext = createContext<Client | null>(null);
export const SessionContext = createContext<Session | null>(null);

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === null) {
    throw new Error("The client is provided by main.tsx.");
  }
  return client;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) {
    throw new Error("The session is provided by App.tsx, for what is shown to someone who is signed in.");
  }
  return session;
}
