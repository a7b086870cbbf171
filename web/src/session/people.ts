import {
  ConnectionQuality,
  type Participant,
  type Room,
  Track,
  type VideoTrack,
} from 'livekit-client';
import type { Role } from '../api/room';
import { handNumbers, handOf, isSignedIn, roleOf } from './roomState';

/** What a tile or a row needs to know about somebody. Unchanged people keep their object. */
export interface Person {
  identity: string;
  name: string;
  isSelf: boolean;
  micOn: boolean;
  speaking: boolean;
  weak: boolean;
  camera: VideoTrack | undefined;
  role: Role;
  signedIn: boolean;
  /** When the hand went up, in ms since 1970. */
  handAt: number | undefined;
  /** The place among the raised hands, 1 is next. */
  hand: number | undefined;
}

export interface Share {
  identity: string;
  name: string;
  isSelf: boolean;
  track: VideoTrack | undefined;
}

export function personOf(participant: Participant): Person {
  const camera = participant.getTrackPublication(Track.Source.Camera);
  const quality = participant.connectionQuality;
  return {
    identity: participant.identity,
    name: participant.name || participant.identity,
    isSelf: participant.isLocal,
    micOn: participant.isMicrophoneEnabled,
    speaking: participant.isSpeaking && participant.isMicrophoneEnabled,
    weak: quality === ConnectionQuality.Poor || quality === ConnectionQuality.Lost,
    camera: camera && !camera.isMuted ? camera.videoTrack : undefined,
    role: roleOf(participant.attributes),
    signedIn: isSignedIn(participant.attributes),
    handAt: handOf(participant.attributes),
    hand: undefined,
  };
}

/**
 * Everybody in the room, ourselves first. `ownIdentities` are those that we had before a rejoin:
 * the server may still list them for a moment, and nobody wants to meet their own ghost.
 */
export function collectPeople(
  room: Room,
  previous: readonly Person[],
  ownIdentities: ReadonlySet<string>,
): Person[] {
  const remote = [...room.remoteParticipants.values()]
    .filter((p) => !ownIdentities.has(p.identity))
    .sort((a, b) => (a.joinedAt?.getTime() ?? 0) - (b.joinedAt?.getTime() ?? 0));
  const before = new Map(previous.map((p) => [p.identity, p]));
  const people = [room.localParticipant, ...remote].map(personOf);
  const hands = handNumbers(people);
  return people.map((one) => {
    const person = { ...one, hand: hands.get(one.identity) };
    const known = before.get(person.identity);
    return known && samePerson(known, person) ? known : person;
  });
}

export function samePerson(a: Person, b: Person): boolean {
  return (Object.keys(a) as (keyof Person)[]).every((key) => Object.is(a[key], b[key]));
}

/** The shares that run now, in the order in which they began. */
export function collectShares(room: Room, begun: readonly string[]): Share[] {
  const sharing = [room.localParticipant, ...room.remoteParticipants.values()]
    .map((participant: Participant) => ({
      participant,
      publication: participant.getTrackPublication(Track.Source.ScreenShare),
    }))
    .filter(({ publication }) => publication && !publication.isMuted);
  const rank = (p: Participant) => begun.indexOf(p.identity);
  return sharing
    .sort((a, b) => rank(a.participant) - rank(b.participant))
    .map(({ participant, publication }) => ({
      identity: participant.identity,
      name: participant.name || participant.identity,
      isSelf: participant.isLocal,
      track: publication?.videoTrack,
    }));
}
