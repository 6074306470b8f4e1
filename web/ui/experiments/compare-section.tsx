import { useSignal, type Signal } from '@preact/signals';
import { MOST_BYTES, readRaces, shownName, type ReadRace } from '../../shared/result-schema';
import { FileButton, SelectField } from '../fields';
import { SideBySide } from './side-by-side';

/** What one of the two places holds. */
interface Place {
  readonly file: string;
  readonly races: readonly ReadRace[];
  /** Which of them is compared. */
  readonly index: number;
}

async function read(file: File): Promise<Place> {
  const name = shownName(file.name);
  if (file.size > MOST_BYTES) throw new Error(`${name} cannot be used: it is larger than 5 MB.`);
  return { file: name, races: readRaces(file.name, await file.text()), index: 0 };
}

interface PlaceProps {
  readonly id: string;
  readonly label: string;
  readonly place: Signal<Place | null>;
}

/** One of the two files: chosen or dropped, read, and which of its races is meant. */
function FilePlace({ id, label, place }: PlaceProps) {
  const problem = useSignal<string | null>(null);
  const open = async (file: File): Promise<void> => {
    try {
      place.value = await read(file);
      problem.value = null;
    } catch (error) {
      place.value = null;
      problem.value = error instanceof Error ? error.message : String(error);
    }
  };
  const here = place.value;
  return (
    <div
      class="file-place"
      role="group"
      aria-label={label}
      onDragOver={(event) => {
        event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        const file = event.dataTransfer?.files[0];
        if (file) void open(file);
      }}
    >
      <FileButton id={id} label={label} accept=".json,application/json" onFile={(file) => void open(file)} />
      <p role="status" class={`small ${problem.value ? 'invalid' : ''}`}>
        {problem.value ?? (here ? here.file : 'Choose an exported JSON file, or drop it here.')}
      </p>
      {here && here.races.length > 1 && (
        <SelectField
          label={`Race of the ${label.toLowerCase()}`}
          value={String(here.index)}
          options={here.races.map(({ name }, index) => ({ value: String(index), label: name }))}
          onCommit={(value) => {
            place.value = { ...here, index: Number(value) };
          }}
        />
      )}
    </div>
  );
}

/** Two exported files side by side: another browser's race, or another machine's. */
export function CompareSection() {
  const first = useSignal<Place | null>(null);
  const second = useSignal<Place | null>(null);
  const [a, b] = [first.value, second.value];
  const [raceA, raceB] = [a?.races[a.index], b?.races[b.index]];
  return (
    <section class="section compare" id="compare" aria-labelledby="compare-title">
      <h2 id="compare-title">Compare two files</h2>
      <p class="quiet">
        Two races saved as JSON, from here or from other machines. The files are read in this tab and sent nowhere.
      </p>
      <div class="file-places">
        <FilePlace id="compare-first" label="First file" place={first} />
        <FilePlace id="compare-second" label="Second file" place={second} />
      </div>
      {a && b && raceA && raceB && (
        <SideBySide
          first={raceA.result}
          second={raceB.result}
          names={[`First file: ${raceA.name}`, `Second file: ${raceB.name}`]}
        />
      )}
    </section>
  );
}
